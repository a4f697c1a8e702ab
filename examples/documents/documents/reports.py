"""Reads a file and says what is in it. Knows neither database nor queue."""

import hashlib
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.errors import PyPdfError

EXCERPT_LENGTH = 400


@dataclass(frozen=True)
class Findings:
    size: int
    sha256: str
    kind: str
    pages: int | None = None
    words: int | None = None
    excerpt: str = ""


def examine(file):
    """Tells the kind by the content: a name says only what its giver wished."""
    digest = hashlib.sha256()
    size = 0
    for chunk in file.chunks():
        digest.update(chunk)
        size += len(chunk)
    file.seek(0)
    start = file.read(5)
    file.seek(0)
    contents = _pdf(file) if start == b"%PDF-" else _text(file)
    return Findings(size=size, sha256=digest.hexdigest(), **contents)


def _pdf(file):
    try:
        pages = [page.extract_text() for page in PdfReader(file).pages]
    except PyPdfError:
        # Damaged, or locked with a password: no attempt will ever read it, and its checksum is worth having.
        return {"kind": "PDF, unreadable"}
    return {"kind": "PDF", "pages": len(pages), **_words(" ".join(pages))}


def _text(file):
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        return {"kind": "Unknown"}
    return {"kind": "Text", **_words(text)}


def _words(text):
    # PostgreSQL stores no NUL and no lone surrogate, and text out of a PDF may have both.
    words = "".join(letter if letter.isprintable() else " " for letter in text).split()
    excerpt = " ".join(words)
    if len(excerpt) > EXCERPT_LENGTH:
        excerpt = excerpt[: EXCERPT_LENGTH - 1] + "…"
    return {"words": len(words), "excerpt": excerpt}
