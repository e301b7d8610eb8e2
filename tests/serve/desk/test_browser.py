"""The desk in a real browser: skipped where Chromium and its driver are not installed."""

import csv
import io
import json
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from model import Router
from tests.serve.desk.server import running_server

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
from selenium.webdriver.common.by import By  # noqa: E402  (only where it is installed)
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="no browser: apt-get install chromium chromium-driver"
)
TEXT = "浙江省通信管理局近日通报21款未完成整改的App，存在违规收集个人信息问题。"
EXAMPLES = Path(__file__).parents[3] / "examples"
_WAIT_S = 30


@pytest.fixture(scope="module")
def address(models_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("desk")
    with running_server(folder, models_folder, keep_items="true") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--lang=en"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def desk(browser: Any, address: str) -> Iterator[Any]:  # noqa: ANN401  (selenium has no types here)
    """The start page; afterwards no error was logged and no other host was asked."""
    browser.get(f"{address}/desk/language/en")
    yield browser
    assert browser.get_log("browser") == []
    asked = {host for host in map(_host, browser.get_log("performance")) if host}
    assert asked <= {address}


def _host(entry: dict[str, str]) -> str | None:
    message = json.loads(entry["message"])["message"]
    if message["method"] != "Network.requestWillBeSent":
        return None
    url: str = message["params"]["request"]["url"]
    return None if url.startswith(("data:", "blob:", "chrome:")) else "/".join(url.split("/")[:3])


def _until(desk: Any, selector: str) -> Any:  # noqa: ANN401
    found = WebDriverWait(desk, _WAIT_S).until(lambda d: d.find_elements(By.CSS_SELECTOR, selector))
    return found[0]


def _paste(desk: Any, text: str = TEXT) -> None:  # noqa: ANN401
    desk.find_element(By.ID, "text").send_keys(text)
    desk.find_element(By.CSS_SELECTOR, "button.main").click()
    _until(desk, "tr.item")


def test_paste_open_and_correct_by_keyboard(desk: Any, address: str) -> None:  # noqa: ANN401
    _paste(desk)
    desk.find_element(By.TAG_NAME, "body").send_keys("j")
    desk.switch_to.active_element.send_keys(Keys.ENTER)
    assert _until(desk, "mark.place.pro").text
    desk.switch_to.active_element.send_keys("2")
    desk.switch_to.active_element.send_keys("s")
    WebDriverWait(desk, _WAIT_S).until(
        lambda d: d.find_element(By.CSS_SELECTOR, "form.correct output").text == "Corrected"
    )
    desk.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert desk.find_elements(By.CSS_SELECTOR, "tr.open") == []
    desk.get(f"{address}/corrections/conflicts")
    assert "conflicts" in desk.page_source


def test_keyboard_alone_is_enough(desk: Any, address: str) -> None:  # noqa: ANN401
    def press(*keys: str) -> None:
        webdriver.ActionChains(desk).send_keys(*keys).perform()

    press("ICO fines spam texter number 9", Keys.TAB, Keys.ENTER)
    _until(desk, "tr.item")
    press("j", Keys.ENTER)
    _until(desk, "tr.open form.correct")
    press("1", "s")
    _until(desk, "tr.item.corrected")
    press(Keys.ESCAPE)
    assert desk.switch_to.active_element.get_attribute("class") == "item corrected"
    _until(desk, "nav a[href='/desk/archive']").send_keys(Keys.ENTER)
    _until(desk, "nav a[href='/desk/archive'][aria-current]")
    with urllib.request.urlopen(f"{address}/corrections", timeout=30) as response:
        table = io.StringIO(response.read().decode("utf-8-sig"))
    kept = [row for row in csv.DictReader(table) if "number 9" in row["title"] + row["text"]]
    assert [row["topic"] for row in kept] == ["app_enforcement"]


def test_drop_a_newsletter(desk: Any) -> None:  # noqa: ANN401
    _drop(desk, (EXAMPLES / "fortnightly-bilingual-2023-09.txt").read_text(encoding="utf-8"))
    titles = [line.text for line in desk.find_elements(By.CSS_SELECTOR, "tr.item .title")]
    assert len(titles) == 7
    assert (
        titles[1] == "移动互联网应用程序备案工作启动\nChina Starts Filing Procedure for Mobile Apps"
    )


def test_archive_filters(desk: Any, address: str) -> None:  # noqa: ANN401
    _paste(desk, "Archived matter number 11 was talked about somewhere.")
    for search, found in (("number 11 was", True), ("no such words", False)):
        desk.get(f"{address}/desk/archive")
        box = desk.find_element(By.CSS_SELECTOR, "main form [name=search]")
        box.send_keys(search, Keys.ENTER)
        WebDriverWait(desk, _WAIT_S).until(lambda d: "search=" in d.current_url)
        assert bool(desk.find_elements(By.CSS_SELECTOR, "tr.item")) is found


def test_model_page_shows_what_serves(desk: Any, address: str, router: Router) -> None:  # noqa: ANN401
    desk.get(f"{address}/desk/model")
    version = router.manifest.version
    assert _until(desk, "h2 code").text == version
    assert f"{version} serving" in desk.find_element(By.TAG_NAME, "main").text


def test_error_is_a_page_in_the_persons_language(
    desk: Any,  # noqa: ANN401
    address: str,
) -> None:
    for language, heading in (("zh", "没有这个页面"), ("en", "There is no such page")):
        desk.get(f"{address}/desk/language/{language}")
        desk.get(f"{address}/desk/nowhere")
        assert _until(desk, "h1").text == heading
    # The browser logs every answer of 404; there must be nothing else.
    entries = desk.get_log("browser")
    assert {entry["source"] for entry in entries} == {"network"}


def test_what_cannot_be_read_is_said_and_the_text_stays(desk: Any) -> None:  # noqa: ANN401
    desk.find_element(By.ID, "text").send_keys("...")
    desk.find_element(By.CSS_SELECTOR, "button.main").click()
    assert _until(desk, ".fault").text
    assert {entry["source"] for entry in desk.get_log("browser")} <= {"network"}


def test_drop_a_file(desk: Any) -> None:  # noqa: ANN401
    _drop(desk, TEXT)
    assert "浙江省" in desk.find_element(By.CSS_SELECTOR, "tr.item .title").text


def _drop(desk: Any, text: str) -> None:  # noqa: ANN401
    desk.execute_script(
        """
        const file = new File([arguments[0]], "news.txt", {type: "text/plain"});
        const data = new DataTransfer();
        data.items.add(file);
        document.getElementById("start").dispatchEvent(
          new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
        """,
        text,
    )
    _until(desk, "tr.item")


def test_queue_and_archive_show_what_passed(desk: Any, address: str) -> None:  # noqa: ANN401
    _paste(desk, "A quite doubtful matter, number 7, was talked about somewhere.")
    review = bool(desk.find_elements(By.CSS_SELECTOR, ".look"))
    for page in ("queue", "archive"):
        desk.get(f"{address}/desk/{page}")
        titles = [line.text for line in desk.find_elements(By.CSS_SELECTOR, "tr.item .title")]
        shown = any("number 7" in title for title in titles)
        assert shown is (review or page == "archive")


def test_language_switch(desk: Any) -> None:  # noqa: ANN401
    desk.find_element(By.ID, "language").click()
    assert _until(desk, "html[lang=zh-Hans] button.main").text == "分类"


def test_theme_switch_lasts(desk: Any, address: str) -> None:  # noqa: ANN401
    def ink() -> str:
        return str(desk.execute_script("return getComputedStyle(document.body).color"))

    before = ink()
    desk.find_element(By.ID, "theme").click()
    after = ink()
    assert after != before
    desk.get(f"{address}/desk/model")
    assert ink() == after


@pytest.mark.parametrize("path", ["/", "/desk/queue", "/desk/archive", "/desk/model", "/docs"])
def test_narrow_pages_do_not_scroll_sideways(desk: Any, address: str, path: str) -> None:  # noqa: ANN401
    desk.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": 380, "height": 800, "deviceScaleFactor": 1, "mobile": True},
    )
    desk.get(address + path)
    width = desk.execute_script("return document.documentElement.scrollWidth")
    desk.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert width <= 380
