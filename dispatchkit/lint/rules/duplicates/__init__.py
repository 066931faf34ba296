"""DK8: duplicates and versions across inputs."""
