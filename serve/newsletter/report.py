"""What a newsletter is cut into."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """One piece of news; a report printed in two languages is one `Report`.

    Text in any language but Chinese stands in the `_en` fields.

    Parameters
    ----------
    title_zh, title_en : the headlines, empty where there is none
    text_zh, text_en : the bodies, one line for each line or paragraph of the document
    """

    title_zh: str = ""
    title_en: str = ""
    text_zh: str = ""
    text_en: str = ""

    @property
    def lang(self) -> str:
        """The languages that the report is printed in: `zh`, `en` or `zh+en`."""
        if not (self.title_zh or self.text_zh):
            return "en"
        return "zh+en" if self.title_en or self.text_en else "zh"
