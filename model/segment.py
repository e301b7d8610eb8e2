"""Chinese word segmentation: `rjieba` where it is installed, else `jieba`.

Both hold the same dictionary and algorithm. Neither is configured or changed by us, so the
words of a text depend on nothing but the text (and the version of the dictionary, see
`dictionary_digest`). Only runs of Han characters are sent to them.
"""

import hashlib
import logging
import warnings
from collections.abc import Callable
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as library_version
from pathlib import Path
from typing import Any

__all__ = [
    "dictionary_digest",
    "load_jieba",
    "segmentation_fingerprint",
    "segmenter",
    "segmenter_release",
]

Segmenter = Callable[[str], list[str]]


# Common words, names, and runs that only the hidden Markov model cuts.
_PROBE = (
    "国家互联网信息办公室会同工业和信息化部公安部市场监管总局依据个人信息保护法网络安全法数据安全法"
    "对违法违规收集使用个人信息的应用程序予以通报并责令限期整改逾期未整改的依法下架"
    "全国信息安全标准化技术委员会归口的推荐性国家标准公开征求意见爱尔兰数据保护委员会对脸书罚款"
    "工信处女干事每月经过下属科室都要亲口交代研究生命起源南京市长江大桥台湾个资外泄柯震东"
)


@cache
def segmenter() -> Segmenter:
    """Return the function that cuts a run of Han characters into words (HMM on)."""
    try:
        import rjieba
    except ImportError:
        return load_jieba()
    cut: Segmenter = rjieba.cut
    return cut


@cache
def load_jieba() -> Segmenter:
    """Return the reference segmenter, a private `jieba.Tokenizer`.

    Its dictionary cache, a marshal file in a shared folder, is neither read nor written.
    """
    jieba = _import_jieba()
    tokenizer = jieba.Tokenizer()
    with tokenizer.lock:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True

    def cut(run: str) -> list[str]:
        words: list[str] = tokenizer.lcut(run)
        return words

    return cut


@cache
def dictionary_digest() -> str:
    """Return the SHA-256 of the segmentation dictionary, as hexadecimal digits."""
    path = Path(_import_jieba().__file__).with_name("dict.txt")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _import_jieba() -> Any:  # noqa: ANN401  (jieba has no types)
    with warnings.catch_warnings():
        # jieba has had no release since 2020: invalid escapes, pkg_resources.
        warnings.simplefilter("ignore")
        import jieba
    logging.getLogger("jieba").setLevel(logging.WARNING)
    return jieba


@cache
def segmenter_release() -> str:
    """Return the name and the release of the segmenter in use, which is not loaded for it."""
    try:
        return f"rjieba {library_version('rjieba')}"
    except PackageNotFoundError:
        return f"jieba {library_version('jieba')}"


@cache
def segmentation_fingerprint() -> str:
    """Return the SHA-256 of the words that the segmenter in use cuts a fixed text into."""
    return hashlib.sha256("/".join(segmenter()(_PROBE)).encode()).hexdigest()
