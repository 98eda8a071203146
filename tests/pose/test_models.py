import hashlib
from pathlib import Path

import pytest

from kneeline.core.errors import BadArgument, KneelineError
from kneeline.pose import model_files
from scripts.build_models import WANTED, Model, put_models, read_model


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
