"""Writes a model folder that @xenova/transformers loads: ONNX graph, tokenizer, configuration."""

import json
import subprocess
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from text import CLS, MASK, PAD, RUN, SEP, SPECIAL, UNKNOWN, Tokenizer

MAX_TOKENS = 512


def int8_rows(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each row as int8 and the factor that gives it back."""
    scale = np.maximum(np.abs(matrix).max(axis=1, keepdims=True), 1e-12) / 127
    return np.round(matrix / scale).astype(np.int8), scale.astype(np.float32)


def export_static(vectors: np.ndarray, tokenizer: Tokenizer, folder: Path) -> None:
    """A graph that looks up one vector a token: `last_hidden_state`, to be averaged over the tokens."""
    vectors = vectors.copy()
    vectors[[PAD, CLS, SEP, MASK]] = 0
    rows, scale = int8_rows(vectors)
    node = helper.make_node
    graph = helper.make_graph(
        [
            node("Gather", ["vectors", "input_ids"], ["rows"], axis=0),
            node("Cast", ["rows"], ["rows_float"], to=TensorProto.FLOAT),
            node("Gather", ["scale", "input_ids"], ["row_scale"], axis=0),
            node("Mul", ["rows_float", "row_scale"], ["hidden"]),
            node("Unsqueeze", ["attention_mask", "last"], ["mask"]),
            node("Cast", ["mask"], ["mask_float"], to=TensorProto.FLOAT),
            node("Mul", ["hidden", "mask_float"], ["last_hidden_state"]),
        ],
        "static",
        [
            helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "tokens"]),
            helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["batch", "tokens"]),
        ],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "tokens", vectors.shape[1]])],
        [
            numpy_helper.from_array(rows, "vectors"),
            numpy_helper.from_array(scale, "scale"),
            numpy_helper.from_array(np.array([2], dtype=np.int64), "last"),
        ],
    )
    write_folder(folder, graph, tokenizer, {"_name_or_path": f"judian-static-{vectors.shape[1]}",
                                            "hidden_size": int(vectors.shape[1]), "num_hidden_layers": 0})


def check_tokenizer(folder: Path, tokenizer: Tokenizer, texts: list[str]) -> None:
    """Fails unless JavaScript cuts the texts as Python does, but for a few words of exactly equal score (某某|某, 某|某某)."""
    command = ["node", str(Path(__file__).with_name("embed.mjs")), str(folder), "--ids"]
    done = subprocess.run(command, input=json.dumps(texts).encode(), stdout=subprocess.PIPE, check=True)
    different = [text for text, ids in zip(texts, json.loads(done.stdout)) if ids != tokenizer.encode(text)]
    if len(different) > len(texts) / 200:
        raise RuntimeError(f"{len(different)} of {len(texts)} texts are cut differently in JavaScript: {different[:3]}")


def write_folder(folder: Path, graph: onnx.GraphProto, tokenizer: Tokenizer, config: dict) -> None:
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="judian")
    model.ir_version = 7
    onnx.checker.check_model(model)
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(folder / "onnx" / "model_quantized.onnx"))
    write_json(folder / "config.json", {"model_type": "bert", "vocab_size": tokenizer.size, "pad_token_id": PAD,
                                        "max_position_embeddings": MAX_TOKENS, **config}, indent=2)
    names = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token", "mask_token"), SPECIAL))
    write_json(folder / "tokenizer_config.json", {"tokenizer_class": "PreTrainedTokenizer", **names,
                                                  "model_max_length": MAX_TOKENS, "remove_space": False,
                                                  "clean_up_tokenization_spaces": False}, indent=2)
    flags = {"special": True, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
    write_json(folder / "tokenizer.json", {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [{"id": i, "content": token, **flags} for i, token in enumerate(SPECIAL)],
        "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFKC"}, {"type": "Lowercase"}]},
        "pre_tokenizer": {"type": "Split", "pattern": {"Regex": RUN}, "behavior": "Removed", "invert": True},
        "post_processor": None,
        "decoder": None,
        "model": {
            "type": "Unigram",
            "unk_id": UNKNOWN,
            "vocab": [[piece, round(score, 6)] for piece, score in zip(tokenizer.pieces, tokenizer.scores)],
        },
    })


def write_json(path: Path, value: object, indent: int | None = None) -> None:
    separators = None if indent else (",", ":")
    path.write_text(json.dumps(value, ensure_ascii=False, indent=indent, separators=separators) + "\n", encoding="utf-8")
