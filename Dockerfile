# The catalogue as an image: the locked packages, the code, its static files; nothing that is secret.
FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /app

COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt

COPY . .
# Collecting needs some key and signs nothing with it.
RUN SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    python manage.py collectstatic --no-input --verbosity 0 --ignore redoc --ignore rest_framework \
 && python -m compileall -q activities iomcatalog \
 && useradd --system --uid 10001 --no-create-home catalogue

USER catalogue
ENV HOST=0.0.0.0 PORT=8000
EXPOSE 8000
CMD ["gunicorn", "--config", "python:iomcatalog.gunicorn"]
