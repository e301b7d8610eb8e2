"""The desk in a real browser: skipped where Chromium and its driver are not installed."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

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


def test_drop_a_file(desk: Any, tmp_path: Path) -> None:  # noqa: ANN401
    path = tmp_path / "news.txt"
    path.write_text(TEXT, encoding="utf-8")
    desk.execute_script(
        """
        const file = new File([arguments[0]], "news.txt", {type: "text/plain"});
        const data = new DataTransfer();
        data.items.add(file);
        document.getElementById("start").dispatchEvent(
          new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
        """,
        TEXT,
    )
    assert "浙江省" in _until(desk, "tr.item .title").text


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
