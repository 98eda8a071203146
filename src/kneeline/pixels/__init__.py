"""Pictures in and out: what a file is, photos, video frames with true times, encoding and drawing."""
