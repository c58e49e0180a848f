"""Words as Word holds them: runs in their look and language, and names in attributes; no sign of theirs works as XML."""

from __future__ import annotations

from functools import cache

from workbench.formats.prose import Run, legible

RIGHT_TO_LEFT = frozenset(["ar", "fa", "he", "ps", "sd", "ug", "ur", "yi"])
EAST_ASIAN = frozenset(["ja", "ko", "zh"])
LOCALES = {
    locale[:2]: locale
    for locale in (
        *("ar-SA", "bg-BG", "bn-BD", "ca-ES", "cs-CZ", "da-DK", "de-DE", "el-GR", "en-GB", "es-ES", "et-EE", "eu-ES"),
        *("fa-IR", "fi-FI", "fr-FR", "ga-IE", "gl-ES", "he-IL", "hi-IN", "hr-HR", "hu-HU", "id-ID", "is-IS", "it-IT"),
        *("ja-JP", "ko-KR", "lt-LT", "lv-LV", "ms-MY", "mt-MT", "nb-NO", "nl-NL", "nn-NO", "pl-PL", "pt-PT", "ro-RO"),
        *("ru-RU", "sk-SK", "sl-SI", "sq-AL", "sr-RS", "sv-SE", "sw-KE", "ta-IN", "th-TH", "tr-TR", "uk-UA", "ur-PK"),
        *("vi-VN", "yo-NG", "zh-CN", "zu-ZA"),
    )
}
TEXT = '<w:t xml:space="preserve">'
HIGHLIGHTED = '<w:highlight w:val="yellow"/>'


def run(text: str, look: str = "") -> str:
    """A run of words; line breaks and tabs are kept, control characters are not."""
    text = legible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "\n" in text:
        text = text.replace("\n", f"</w:t><w:br/>{TEXT}")
    if "\t" in text:
        text = text.replace("\t", f"</w:t><w:tab/>{TEXT}")
    return f"<w:r>{look}{TEXT}{text}</w:t></w:r>"


def quoted(text: str, longest: int = 0) -> str:
    """A value as an attribute holds it, in quotation marks; `longest` cuts it."""
    text = legible(text)
    if longest:
        text = " ".join(text.split())[:longest]
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return f'"{text}"'.replace("\n", "&#10;").replace("\t", "&#9;")


def marked(part: Run) -> str:
    """A run of prose in its look; a gap stands out, in brackets."""
    if part.gap:
        return run(f"[{part.text}]", f"<w:rPr>{HIGHLIGHTED}</w:rPr>")
    font = '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>' if part.code else ""
    bold = "<w:b/><w:bCs/>" if part.bold else ""
    italic = "<w:i/><w:iCs/>" if part.italic else ""
    return run(part.text, f"<w:rPr>{font}{bold}{italic}</w:rPr>")


@cache
def spoken_in(language: str) -> str:
    """The look of a run in a language, so that its spelling is checked in it and it runs in its direction."""
    locale = LOCALES.get(language)
    if locale is None:
        return ""
    if language in RIGHT_TO_LEFT:
        return f'<w:rPr><w:rtl/><w:lang w:bidi="{locale}"/></w:rPr>'
    script = "eastAsia" if language in EAST_ASIAN else "val"
    return f'<w:rPr><w:lang w:{script}="{locale}"/></w:rPr>'


def direction(language: str) -> str:
    """The setting of a paragraph in a language that is written from right to left."""
    return "<w:bidi/>" if language in RIGHT_TO_LEFT else ""
