"""A newsletter with a table of contents, and its lines that are in no report."""

__all__ = ["DOCUMENT", "LEFT_OUT"]

DOCUMENT = """\
HEMU & PARTNERS

Contents
CAC opens campaign on algorithms ..... 2
MIIT names 38 apps that overreach ..... 2

CAC opens campaign on algorithms
On April 8, 2022, the CAC opened a campaign.

MIIT names 38 apps that overreach
On March 3, 2023, MIIT named 38 apps.

This newsletter is not legal advice.
"""
LEFT_OUT = [
    "HEMU & PARTNERS",
    "Contents",
    "CAC opens campaign on algorithms ..... 2",
    "MIIT names 38 apps that overreach ..... 2",
    "This newsletter is not legal advice.",
]
