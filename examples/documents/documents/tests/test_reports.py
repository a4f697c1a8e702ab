import hashlib
from io import BytesIO

from django.core.files.base import ContentFile
from django.test import SimpleTestCase
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from documents.reports import EXCERPT_LENGTH, Findings, examine


def pdf(*texts, password=None):
    """A PDF with a page for each text."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for text in texts:
        page = writer.add_blank_page(width=200, height=200)
        content = DecodedStreamObject()
        content.set_data(f"BT /F1 12 Tf 10 100 Td ({text}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(content)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


class ReportTests(SimpleTestCase):
    def examine(self, content):
        return examine(ContentFile(content))

    def test_tells_size_checksum_words_and_beginning_of_a_text(self):
        content = "Wheels\n\tand  léver.\n".encode()
        self.assertEqual(
            self.examine(content),
            Findings(
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
                kind="Text",
                words=3,
                excerpt="Wheels and léver.",
            ),
        )

    def test_reads_every_page_of_a_pdf(self):
        findings = self.examine(pdf("Wheels and", "levers"))
        self.assertEqual((findings.kind, findings.pages, findings.words), ("PDF", 2, 3))
        self.assertEqual(findings.excerpt, "Wheels and levers")

    def test_a_pdf_that_nobody_can_read_still_has_a_checksum(self):
        for content in [b"%PDF-1.7\nand nothing else", pdf("Wheels", password="lever")]:
            with self.subTest(content[:30]):
                findings = self.examine(content)
                self.assertEqual((findings.kind, findings.pages, findings.words), ("PDF, unreadable", None, None))
                self.assertEqual(findings.sha256, hashlib.sha256(content).hexdigest())

    def test_goes_by_the_content_and_not_by_a_name(self):
        self.assertEqual(self.examine(b"\x89PNG\r\n\x1a\n\xff").kind, "Unknown")
        self.assertEqual(self.examine(b"").kind, "Text")

    def test_leaves_out_what_postgresql_does_not_store(self):
        self.assertEqual(self.examine(b"\xef\xbb\xbfwheels\x00levers\x07").excerpt, "wheels levers")

    def test_shortens_a_long_text(self):
        findings = self.examine(b"wheel " * 1000)
        self.assertEqual((len(findings.excerpt), findings.words), (EXCERPT_LENGTH, 1000))
        self.assertTrue(findings.excerpt.endswith("…"))

    def test_reads_large_files_in_pieces(self):
        content = b"0123456789" * 20_000
        file = ContentFile(content)
        file.DEFAULT_CHUNK_SIZE = 4096
        self.assertEqual(examine(file).sha256, hashlib.sha256(content).hexdigest())
