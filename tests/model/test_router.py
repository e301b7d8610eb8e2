from model import Router


def test_a_chinese_notice_is_routed_to_topic_jurisdiction_and_region(router: Router) -> None:
    answer = router.classify("浙江省通信管理局通报26款侵害用户权益的App，要求限期整改。")
    assert (answer.topic.label, answer.jurisdiction.label, answer.region) == (
        "app_enforcement",
        "CN",
        "CN-ZJ",
    )
