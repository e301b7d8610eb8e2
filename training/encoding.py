"""Bytes of a table to text, as Excel and its like write them."""

import codecs

__all__ = ["decode_table"]


def decode_table(raw: bytes) -> str:
    """Decode UTF-8 with or without a byte order mark, else GB18030.

    Raises
    ------
    ValueError : the bytes are neither; says where
    """
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ValueError("the file is UTF-16; expected UTF-8 or GB18030 (save as 'CSV UTF-8')")
    if b"\0" in raw:
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        raise ValueError(f"line {line} holds a NUL byte; expected a text file (UTF-8 or GB18030)")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as utf8_error:
        try:
            return raw.decode("gb18030")
        except UnicodeDecodeError:
            line = raw[: utf8_error.start].count(b"\n") + 1
            raise ValueError(
                f"line {line} is neither UTF-8 nor GB18030; expected one of them "
                "(in a spreadsheet: save as 'CSV UTF-8')"
            ) from utf8_error
