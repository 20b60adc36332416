"""How gunicorn serves the catalogue: `gunicorn --config python:iomcatalog.gunicorn`.

Few processes with threads: a request waits for the database more than it computes, and a thread
keeps its connection between requests.
"""

import os

wsgi_app = "iomcatalog.wsgi"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"

worker_class = "gthread"
workers = int(os.environ.get("WORKERS", "1"))
threads = int(os.environ.get("THREADS", "4"))
timeout = 30  # seconds without a sign of life before a worker is replaced
max_requests = 20_000  # a worker that has answered so many is replaced, so that no leak lasts
max_requests_jitter = 2_000

limit_request_line = 8_190  # the most gunicorn allows; the border's own bounds are narrower
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108
control_socket_disable = True  # nothing to steer, and the file system may be read-only
