"""What happens while somebody moves in front of the camera: sockets that landmarks come in by."""
