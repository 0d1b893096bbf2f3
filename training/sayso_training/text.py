"""Words, word pieces and surface features. `crates/tag/src/words.rs` is the twin of this file; a fixture compares them."""

import re
import unicodedata

# A word is a run of letters and digits, or one other visible character.
WORD = re.compile(r"[^\W_]+|[^\s]")
MAX_WORD_CHARS = 100
OPEN, CLOSE, TOGGLE = "\u201c", "\u201d", '"'
N_SHAPES = 16


def words(text):
    """[(begin, end)] of the words of `text`, in code points."""
    return [m.span() for m in WORD.finditer(text)]


class WordPiece:
    """Greedy longest-match word pieces over an uncased BERT vocabulary (Wu et al., 2016)."""

    def __init__(self, vocab_path):
        with open(vocab_path, encoding="utf-8") as lines:
            self.ids = {line.rstrip("\n"): i for i, line in enumerate(lines)}
        self.unk, self.cls, self.sep, self.pad = (self.ids[t] for t in ("[UNK]", "[CLS]", "[SEP]", "[PAD]"))
        self.cache = {}

    def pieces(self, word):
        if word not in self.cache:
            self.cache[word] = self._pieces(word)
        return self.cache[word]

    def _pieces(self, word):
        folded = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        if not folded or len(folded) > MAX_WORD_CHARS:
            return [self.unk]
        out, begin = [], 0
        while begin < len(folded):
            end = len(folded)
            while end > begin:
                piece = ("##" if begin else "") + folded[begin:end]
                if piece in self.ids:
                    out.append(self.ids[piece])
                    break
                end -= 1
            else:
                return [self.unk]
            begin = end
        return out


def shapes(text, spans):
    """One feature a word: case (4 values) + 4 * inside double quotes + 8 * first word of a paragraph.

    Case: 0 lower or symbol, 1 capitalized, 2 all capitals (two or more letters), 3 starts with a digit.
    Quotation state is reset at each paragraph; the marks themselves count as inside.
    """
    out, inside, last_end = [], False, None
    for begin, end in spans:
        word = text[begin:end]
        first = last_end is None or "\n" in text[last_end:begin]
        if first:
            inside = False
        if word == OPEN or (word == TOGGLE and not inside):
            inside, quoted = True, True
        elif word in (CLOSE, TOGGLE):
            inside, quoted = False, True
        else:
            quoted = inside
        if word[0].isnumeric():
            case = 3
        elif word[0].isupper():
            case = 2 if len(word) > 1 and word.upper() == word else 1
        else:
            case = 0
        out.append(case + 4 * quoted + 8 * first)
        last_end = end
    return out


def quotations(text, spans, shapes):
    """[(begin, end)] in words of what stands in double quotes, with the marks; an open one ends with its paragraph."""
    out, start = [], None
    for i, ((b, e), shape) in enumerate(zip(spans, shapes)):
        quoted, first = shape & 4, shape & 8
        if start is not None and (first or not quoted):
            out.append((start, i))
            start = None
        if quoted and start is None:
            start = i
        elif quoted and text[b:e] in (CLOSE, TOGGLE):
            out.append((start, i + 1))
            start = None
    if start is not None:
        out.append((start, len(spans)))
    return out


# After one of these a full stop ends no sentence.
SHORT = frozenset("mr mrs ms dr sen rep gov gen lt col sgt capt st jr sr jan feb aug sept oct nov dec inc corp co vs".split())


def order(text, spans, shapes):
    """(sentence, paragraph) of each word, counted from 0.

    A sentence ends after one of `.!?` and the closing marks that follow it, when a capital, a digit or an opening mark comes next;
    not after a single capital letter or a word of `SHORT`. A paragraph ends every sentence.
    """
    sentences, paragraphs, sentence, paragraph, ended = [], [], 0, -1, False
    for i, (begin, end) in enumerate(spans):
        word = text[begin:end]
        if shapes[i] & 8:
            sentence += paragraph >= 0
            paragraph += 1
            ended = False
        elif ended and word not in (CLOSE, "\u2019", ")") and not (word == TOGGLE and shapes[i - 1] & 4):
            sentence += word[0].isupper() or word[0].isnumeric() or word in (OPEN, TOGGLE, "\u2018")
            ended = False
        sentences.append(sentence)
        paragraphs.append(paragraph)
        if word in ("!", "?"):
            ended = True
        elif word == ".":
            before = text[spans[i - 1][0] : spans[i - 1][1]] if i else ""
            ended = not (len(before) == 1 and before.isupper()) and before.lower() not in SHORT
    return sentences, paragraphs


# Windows: the encoder reads at most MAX_PIECES pieces; a window owns some paragraphs (or sentences of a long one)
# and sees CONTEXT pieces on both sides.
MAX_PIECES = 512
CONTEXT = 40
OWN = MAX_PIECES - 2 - 2 * CONTEXT


def windows(text, spans, counts, own=OWN, context=CONTEXT):
    """[(own_begin, own_end, begin, end)] in words. Breaks at paragraphs where it can, else after sentences, else anywhere.

    `counts` holds the number of pieces of each word (a word of more than `own` pieces is counted as `own`).
    """
    n = len(spans)
    out, begin = [], 0
    while begin < n:
        total, end = 0, begin
        last_paragraph = last_sentence = None
        while end < n and total + min(counts[end], own) <= own:
            total += min(counts[end], own)
            end += 1
            if end < n:
                if "\n" in text[spans[end - 1][1]:spans[end][0]]:
                    last_paragraph = end
                elif text[spans[end - 1][0]] in ".!?\u201d\"" and spans[end][0] > spans[end - 1][1]:
                    last_sentence = end
        if end < n:
            # A break may not leave a window less than half full.
            for candidate in (last_paragraph, last_sentence):
                if candidate is not None and sum(counts[begin:candidate]) * 2 >= own:
                    end = candidate
                    break
        left, room = begin, context
        while left > 0 and counts[left - 1] <= room:
            left -= 1
            room -= counts[left]
        right, room = end, context
        while right < n and counts[right] <= room:
            room -= counts[right]
            right += 1
        out.append((begin, end, left, right))
        begin = end
    return out
