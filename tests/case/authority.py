# authority.py FOLDER: an authority that stamps the time (RFC 3161), on 127.0.0.1 at a free port, which is written to
# FOLDER/port.  FOLDER/tsa.cnf says how openssl stamps.  /good stamps; the other paths answer as no authority should.
import http.server, os, subprocess, sys, time

folder = sys.argv[1]


def stamp(query):
    with open(os.path.join(folder, 'query.tsq'), 'wb') as f: f.write(query)
    return subprocess.run(['openssl', 'ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'query.tsq'], cwd=folder, check=True, capture_output=True).stdout


class Authority(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        query = self.rfile.read(int(self.headers['Content-Length']))
        if self.path == '/hang': time.sleep(300)
        if self.path == '/refuses': return self.send_error(500)
        answer = {'/nonsense': lambda: b'<html>Welcome.</html>', '/empty': lambda: b'', '/large': lambda: b'0' * 200000,
                  '/other': lambda: stamp(query[:24] + bytes(32) + query[56:]), '/cut': lambda: stamp(query)[:-1],
                  '/denied': lambda: stamp(query.replace(b'\x60\x86\x48\x01\x65\x03\x04\x02\x01', b'\x60\x86\x48\x01\x65\x03\x04\x02\x09'))}.get(self.path, lambda: stamp(query))()
        self.send_response(200)
        self.send_header('Content-Type', 'application/timestamp-reply')
        self.send_header('Content-Length', str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *words): pass


server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Authority)
with open(os.path.join(folder, 'port.new'), 'w') as f: f.write(str(server.server_port))
os.rename(os.path.join(folder, 'port.new'), os.path.join(folder, 'port'))
server.serve_forever()
