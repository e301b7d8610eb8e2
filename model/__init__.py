"""Text to probabilities: what topic an item has, whose jurisdiction, and why.

from model import Router

router = Router.load("models/current")
answer = router.classify("浙江省通信管理局通报26款问题App")
answer.topic.label, answer.jurisdiction.label, answer.region
"""

from model.answer import Answer, Evidence, Ranked, Verdict
from model.artifact import ModelFormatError
from model.router import Router

__all__ = ["Answer", "Evidence", "ModelFormatError", "Ranked", "Router", "Verdict"]
