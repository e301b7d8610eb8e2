"""Cut a newsletter into its reports: plain text in, one `Report` for each piece of news out."""

from serve.newsletter.cut import cut
from serve.newsletter.report import Report

__all__ = ["Report", "cut"]
