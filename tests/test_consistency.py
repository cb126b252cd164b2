"""The article against itself: what contradicts, and what only looks alike."""

from claimcheck import claims, compare, consistency, sentences
from claimcheck.records import Source


def judged(text):
    article = Source("article", "article", "", text)
    split = sentences.split(article)
    facts = compare.find(split, {"article": article})
    return consistency.judge(claims.extract(split, article), split, facts)


def test_every_row_of_the_table(examples):
    wrong = []
    for row in examples("consistency"):
        found = judged(row["article"])
        got = [
            (kind, "|".join(texts))
            for kind, texts in zip(found["kind"], found["texts"], strict=True)
        ]
        want = [(row["kind"], row["texts"])] if row["kind"] else []
        if got != want:
            wrong.append((row["article"], want, got))
    assert not wrong, "\n".join(map(str, wrong))


def test_the_spans_are_the_articles_own_words():
    text = "The fleet has nine boats: four trawlers and six ferries."
    (found,) = judged(text).itertuples()
    assert [text[a:b] for a, b in found.spans] == list(found.texts)
