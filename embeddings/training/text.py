"""Text as the model sees it: folded, cut into runs, each Chinese run cut into words by a unigram model.

The pre-tokenizer pattern below goes into tokenizer.json word for word, so that Python and JavaScript cut alike.
"""

import math
import re
from pathlib import Path

import numpy as np
import sentencepiece
from sentencepiece import sentencepiece_model_pb2

# A run of Chinese characters, a year, a single digit, a Latin word, or any other single character.
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
RUN = f"[{HAN}]+|(?<![0-9])(?:19|20)[0-9][0-9](?![0-9])|[0-9]|[a-z]+|[^\\s{HAN}0-9a-z]"
_RUN = re.compile(RUN)
_LINE = re.compile(r"\n| {2,}")
_SENTENCE = re.compile(r"[^。!?]+[。!?]*[”』」)]?")

PAD, UNKNOWN, CLS, SEP, MASK = range(5)
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def runs(folded: str) -> list[str]:
    return _RUN.findall(folded)


def sentences(folded: str) -> list[str]:
    """Sentences without surrounding space; enumerations behind a semicolon stay with their sentence."""
    found = [match.strip() for line in _LINE.split(folded) for match in _SENTENCE.findall(line)]
    return [sentence for sentence in found if sentence]


def train_vocabulary(counts: dict[str, int], size: int, path: Path, threads: int = 1) -> None:
    """Learns a unigram vocabulary of `size` pieces from runs and how often each occurs; writes `path`.model."""
    table = path.with_suffix(".tsv")
    with table.open("w", encoding="utf-8") as file:
        for run, count in counts.items():
            file.write(f"{run}\t{count}\n")
    years = [str(year) for year in range(1949, 2051)]
    sentencepiece.SentencePieceTrainer.train(
        input=str(table),
        input_format="tsv",
        model_prefix=str(path.with_suffix("")),
        model_type="unigram",
        vocab_size=size,
        max_sentencepiece_length=5,
        character_coverage=0.9999,
        required_chars="".join(common_characters()) + "0123456789",
        user_defined_symbols=years,
        normalization_rule_name="identity",
        add_dummy_prefix=False,
        remove_extra_whitespaces=False,
        split_by_unicode_script=True,
        pad_id=PAD, unk_id=UNKNOWN, bos_id=-1, eos_id=-1,
        pad_piece=SPECIAL[PAD], unk_piece=SPECIAL[UNKNOWN],
        control_symbols=list(SPECIAL[2:]),
        num_threads=threads,
        minloglevel=2,
    )
    table.unlink()


def add_latin_words(source: Path, counts: dict[str, int], at_least: int, target: Path) -> None:
    """Adds each Latin word seen `at_least` times as one piece (GDP, PPP, AI): they are too few to be learnt."""
    model = sentencepiece_model_pb2.ModelProto()
    model.ParseFromString(source.read_bytes())
    known = {piece.piece for piece in model.pieces}
    total = sum(counts.values())
    for run, count in sorted(counts.items()):
        if count >= at_least and run.isascii() and run.isalpha() and len(run) > 1 and run not in known:
            model.pieces.add(piece=run, score=math.log(count / total))
    target.write_bytes(model.SerializeToString())


def common_characters() -> list[str]:
    """The 6,763 Chinese characters of GB 2312: each gets a piece of its own, seen in training or not."""
    found = []
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.append(bytes([high, low]).decode("gb2312"))
            except UnicodeDecodeError:
                pass
    return found


class Tokenizer:
    """Token ids of folded text; the same ids as tokenizer.json gives in JavaScript."""

    def __init__(self, path: Path):
        self.model = sentencepiece.SentencePieceProcessor(model_file=str(path))
        self.size = self.model.get_piece_size()
        self.pieces = [self.model.id_to_piece(i) for i in range(self.size)]
        self.scores = [self.model.get_score(i) for i in range(self.size)]
        # JavaScript cuts by UTF-16 units and so knows no character beyond the basic plane.
        self._astral = {i for i, piece in enumerate(self.pieces) if any(c > "\uffff" for c in piece)}
        self._lone = {piece: i for i, piece in enumerate(self.pieces) if len(piece) == 1 or piece.isdigit()}

    def encode(self, folded: str) -> list[int]:
        ids: list[int] = []
        for run in runs(folded):
            lone = self._lone.get(run)
            found = [lone] if lone is not None else self.model.encode(run)
            ids.extend(UNKNOWN if i in self._astral else i for i in found)
        # Neighbouring unknown tokens count as one, as in the JavaScript tokenizer.
        return [x for i, x in enumerate(ids) if x != UNKNOWN or i == 0 or ids[i - 1] != UNKNOWN]

    def encode_with_starts(self, folded: str) -> tuple[np.ndarray, np.ndarray]:
        """The same ids, and where each token starts."""
        ids: list[int] = []
        starts: list[int] = []
        for match in _RUN.finditer(folded):
            lone = self._lone.get(match.group())
            pieces = [match.group()] if lone is not None else self.model.encode(match.group(), out_type=str)
            at = match.start()
            for piece in pieces:
                token = lone if lone is not None else self.model.piece_to_id(piece)
                token = UNKNOWN if token in self._astral else token
                if token != UNKNOWN or not ids or ids[-1] != UNKNOWN:
                    ids.append(token)
                    starts.append(at)
                at += len(piece)
        return np.array(ids, dtype=np.int32), np.array(starts, dtype=np.int32)

    def characters(self) -> list[np.ndarray]:
        """For each piece the ids of its characters (itself where it is not a Chinese word)."""
        table = []
        for i, piece in enumerate(self.pieces):
            chars = [self._lone.get(c, UNKNOWN) for c in piece]
            word = len(piece) > 1 and all("\u3400" <= c <= "\u9fff" for c in piece)
            table.append(np.array(chars if word and UNKNOWN not in chars else [i], dtype=np.int32))
        return table
