# touch.py KEY HOST ORIGIN CHALLENGE: what a browser with a passkey (KEY, a private key of P-256 in PEM) answers to a challenge:
# three lines, Base64: authenticator data, client data, signature.
import base64, hashlib, json, subprocess, sys

key, host, origin, challenge = sys.argv[1:]
auth = hashlib.sha256(host.encode()).digest() + b'\x05' + (7).to_bytes(4, 'big')
client = json.dumps({'type': 'webauthn.get', 'challenge': challenge, 'origin': origin, 'crossOrigin': False}, separators=(',', ':')).encode()
made = subprocess.run(['openssl', 'dgst', '-sha256', '-sign', key], input=auth + hashlib.sha256(client).digest(), check=True, capture_output=True).stdout
for part in (auth, client, made): print(base64.b64encode(part).decode())
