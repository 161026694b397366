"""Similar signals among a million, on both databases: `python3 Benchmarks/similar.py PROGRAM [--rows 1000000]`.

The texts are made from a vocabulary of a city's matters in four languages, whose words are as uneven as words are (Zipf), so that common words are
in tens of thousands of signals and telling ones in a few. They are put where search finds them; the question comes through the address that the
script of the form asks, as a visitor's browser sends it.
"""
import itertools
import os
import random
import re
import tempfile
import urllib.parse
import urllib.request

import waiting

SYLLABLES = {
    "fi": ["ka", "ki", "ko", "ku", "la", "li", "lo", "lu", "mä", "mi", "pu", "pi", "ra", "ri", "sa", "si", "ta", "tie", "va", "vi", "katu", "silta", "puisto", "koulu", "lamppu", "tori"],
    "sv": ["ga", "gatan", "väg", "bro", "sko", "lan", "mar", "hamn", "torg", "park", "lek", "plats", "hus", "berg", "dal", "strand", "skog", "ler", "nor", "sund"],
    "es": ["ca", "lle", "pla", "za", "puen", "te", "par", "que", "es", "cue", "la", "mer", "ca", "do", "fa", "ro", "la", "se", "ma", "fo"],
    "en": ["street", "light", "bench", "bridge", "park", "way", "cor", "ner", "lane", "mill", "har", "bour", "field", "gate", "wood", "hill", "stone", "mar", "ket", "ferry"],
}


def vocabulary(chance, language, size):
    words = set()
    while len(words) < size:
        words.add("".join(chance.choice(SYLLABLES[language]) for _ in range(chance.randint(2, 4))))
    # Common words are not those that begin alike.
    shuffled = sorted(words)
    chance.shuffle(shuffled)
    return shuffled


class Texts:
    """Signals of eight to thirty words of one language each."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.words = {language: vocabulary(self.chance, language, 6_000) for language in SYLLABLES}
        self.weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(6_000)))

    def one(self):
        language = self.chance.choice(["fi", "fi", "sv", "es", "en"])
        return " ".join(self.chance.choices(self.words[language], cum_weights=self.weights, k=self.chance.randint(8, 30)))


def folded(text):
    return text.replace("ä", "a").replace("ö", "o").replace("å", "a")


def rows(engine, template, count):
    """Documents like that of the template, with texts of their own: kind, id, code, title, words, time."""
    city, marks, at = template
    texts = Texts(7)
    for number in range(count):
        text = texts.one()
        yield number, text, folded(text)


def fill(engine, count):
    marks_column = "marks" if engine.name == "SQLite" else "(SELECT string_agg(lexeme, ' ') FROM unnest(words) WHERE lexeme LIKE '§%')"
    city, marks, at = engine.rows(f"""
        SELECT search_document.city, {marks_column}, search_document.at FROM search_document JOIN city ON city.id = search_document.city
        WHERE city.slug = 'kuusila' AND kind = 'signal' AND is_public ORDER BY at DESC LIMIT 1""")[0]
    template = (city, marks, int(at))
    if engine.name == "SQLite":
        connection = engine._connect()
        connection.execute("PRAGMA cache_size = -500000")
        base = connection.execute("SELECT max(number) FROM search_document").fetchone()[0]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT INTO search_document (city, kind, id, code, title, text, title_words, is_public, at, number, body_words, marks) VALUES (?, 'signal', ?, ?, ?, '', ?, TRUE, ?, ?, ?, ?)",
            ((city, f"bench-{n:09}", f"KU-B{n}", text, f" {words} ", template[2] - (count - n) * 1000, base + 1 + n, f"ku b{n}", marks) for n, text, words in rows(engine, template, count)))
        connection.execute("INSERT INTO search_index (rowid, title_words, body_words, marks) SELECT number, title_words, body_words, marks FROM search_document WHERE number > ?", (base,))
        connection.execute("COMMIT")
        connection.close()
    else:
        path = os.path.join(tempfile.gettempdir(), f"similar-{os.getpid()}.tsv")
        with open(path, "w", encoding="utf-8") as file:
            for n, text, words in rows(engine, template, count):
                lexemes = " ".join(f"'{word}'" for word in sorted(set(words.split()) | {"ku", f"b{n}"} | set(marks.split())))
                file.write(f"{city}\tsignal\tbench-{n:09}\tKU-B{n}\t{text}\t\t {words} \tt\t{template[2] - (count - n) * 1000}\t{lexemes}\n")
        engine._psql("-c", f"\\copy search_document (city, kind, id, code, title, text, title_words, is_public, at, words) FROM '{path}'")
        os.unlink(path)
    signals(engine, city, count)
    engine.settle()


def signals(engine, city, count):
    """The rows that the found documents stand for: clones of one signal, so that states and rights are asked as they are."""
    columns = [row[1] for row in engine.rows("PRAGMA table_info(signal)")] if engine.name == "SQLite" else [
        row[0] for row in engine.rows("SELECT column_name FROM information_schema.columns WHERE table_name = 'signal' ORDER BY ordinal_position")]
    changed = {"id": "search_document.id", "code": "search_document.code", "text": "search_document.title", "created_at": "search_document.at", "origin": "NULL"}
    values = ", ".join(changed.get(column, f"signal.{column}") for column in columns)
    # Apart from the table itself, so that no engine looks for the one again for each document.
    engine.run([
        f"CREATE TEMPORARY TABLE template AS SELECT * FROM signal WHERE city = '{city}' AND state = 'accepted' AND is_public ORDER BY created_at DESC LIMIT 1",
        f"INSERT INTO signal ({', '.join(columns)}) SELECT {values} FROM search_document CROSS JOIN template AS signal WHERE search_document.city = '{city}' AND search_document.id LIKE 'bench-%'",
    ])


def ask(server, count):
    """Questions that the index does not hold, from the same words."""
    request = urllib.request.Request(server.address + "/kuusila/acts/signal.send")
    with urllib.request.urlopen(request) as answer:
        cookie = "; ".join(line.split(";")[0] for line in answer.headers.get_all("Set-Cookie") or [])
        token = re.search(r'name="_csrf" value="([0-9a-f]+)"', answer.read().decode()).group(1)
    texts = Texts(11)
    texts.words = Texts(7).words
    times, found = [], 0
    for text in [texts.one() for _ in range(count)]:
        body = urllib.parse.urlencode({"_csrf": token, "text": text}).encode()
        answer, took = waiting.timed(lambda: urllib.request.urlopen(urllib.request.Request(server.address + "/kuusila/signals/similar", body, {"Cookie": cookie})).read())
        found += b'"code"' in answer
        times.append(took)
    return times, f"{found} with something similar; "


if __name__ == "__main__":
    waiting.measure(__doc__, "similar to a text", 50, 300, fill, ask)
