"""Inputs of every kind, small and of our own writing."""

from pathlib import Path

import pytest

from serve.archive import Run

NEWSLETTER = """Data Law Weekly

浙江通管局通报21款App
浙江省通信管理局近日通报21款未完成整改的App，存在违规收集个人信息问题，要求6月3日前整改。
(查看更多)

Zhejiang regulator names 21 apps
The Zhejiang Communications Administration named 21 apps that had not fixed how they collect \
personal information. They have until June 3.
(More)

爱尔兰数据保护委员会对某社交平台罚款9000万欧元
爱尔兰数据保护委员会宣布，因违法向境外传输个人数据，对该平台罚款9000万欧元。
(查看更多)

Irish DPC fines Acme Social 90m euros for GDPR breach
The Data Protection Commission fined the platform 90 million euros for transferring personal data \
unlawfully.
(More)
"""
TABLE = """id,title,text
7,ICO fines spam texter,The Information Commissioner's Office fined a sender of spam texts.
8,,工信部抽查第三方SDK，下架15款侵害用户权益的App。
"""


@pytest.fixture
def newsletter(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "weekly.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(NEWSLETTER, encoding="utf-8")
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "items.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def run(models_folder: Path, newsletter: Path, table: Path, tmp_path: Path) -> Run:
    """Tag a newsletter and a table into `out/tagged.jsonl`."""
    return Run((newsletter.parent,), tmp_path / "out" / "tagged.jsonl", models_folder / "current")
