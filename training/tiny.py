"""Write the tests' model: a bundle of some tens of kB with random weights, as ONNX and as safetensors.

    python -m training.tiny tests/models/tiny

It knows nothing, but has everything: the labels, the six token types, a WordPiece vocabulary of letters and a few
words, windows of 128 tokens. So the tests of tokenizing, windows, batches and both backends need neither PyTorch nor
23 MB. The weights are drawn wide, so that its answers differ from token to token.
"""

from __future__ import annotations

import argparse
import string
from pathlib import Path

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from tracker.attribution.encoding import INPUT_VERSION, LABELS, TYPES
from tracker.models.bundle import write_bundle
from tracker.models.tuning.graphs import export_fp32

SEED = 7
LENGTH = 128
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
WORDS = ("the", "that", "said", "she", "he", "they", "mayor", "bridge", "was", "safe", "and", "but", "of", "in", "to")
MARKS = "“”\"'‘’.,;:!?()-–—"
FORBIDDEN = -10000.0


def make_tokenizer() -> Tokenizer:
    """The real tokenizer's manners (no case, no accents, WordPiece) with a vocabulary of about a hundred pieces."""
    letters = string.ascii_lowercase + string.digits
    pieces = [*SPECIAL, *MARKS, *letters, *(f"##{letter}" for letter in letters), "##ing", "##ed", "##s", *WORDS]
    vocabulary = {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
    tokenizer = Tokenizer(models.WordPiece(vocab=vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.add_special_tokens(list(SPECIAL))
    return tokenizer


def make_transitions() -> list[list[float]]:
    """Transition scores, [from, to]: an I only behind its B or itself, everything else a matter of the model."""
    transitions = [[0.0] * len(LABELS) for _ in LABELS]
    for inside in range(2, len(LABELS), 2):
        for before in range(len(LABELS)):
            transitions[before][inside] = 1.0 if before in (inside - 1, inside) else FORBIDDEN
    return transitions


def make_bundle(folder: Path) -> None:
    """Write the whole bundle into `folder`."""
    from transformers import BertConfig, BertForTokenClassification

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = make_tokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=12,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=24,
        max_position_embeddings=LENGTH,
        type_vocab_size=TYPES,
        initializer_range=1.0,
        id2label=dict(enumerate(LABELS)),
        label2id={label: number for number, label in enumerate(LABELS)},
        attn_implementation="eager",
    )
    torch.manual_seed(SEED)
    model = BertForTokenClassification(config)
    model.save_pretrained(folder)
    export_fp32(model, folder / "model.onnx")
    manifest = {
        "name": "tiny",
        "version": "0.0.0",
        "task": "attribution",
        "labels": LABELS,
        "input_version": INPUT_VERSION,
        "max_length": LENGTH,
        "decoder": {"transitions": make_transitions()},
    }
    write_bundle(folder, manifest, "# tiny\n\nRandom weights, for tests only; made by `python -m training.tiny`.\n")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    make_bundle(parser.parse_args().out)


if __name__ == "__main__":
    main()
