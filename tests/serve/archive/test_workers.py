from dataclasses import replace

from serve.archive import Run, tag_archive


def test_the_number_of_jobs_does_not_change_a_byte(run: Run) -> None:
    alone = replace(run, output=run.output.with_name("alone.jsonl"))
    assert tag_archive(alone).as_dict() == tag_archive(replace(run, jobs=2)).as_dict()
    assert run.output.read_bytes() == alone.output.read_bytes()
