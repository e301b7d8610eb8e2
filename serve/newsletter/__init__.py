"""Cut a newsletter into its reports: plain text in, one `Report` for each piece of news out."""

from serve.newsletter.cut import Cutting, cut, cut_and_tell
from serve.newsletter.report import Report

__all__ = ["Cutting", "Report", "cut", "cut_and_tell"]
