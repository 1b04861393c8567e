# receiver.py FILE [PORT]: the other side of a hook, good and bad by the address that is asked; a line of JSON a request in FILE.
#   /good 200; /fails 500; /once 500 the first time, then 200; /moved 302 to /elsewhere; /hangs nothing for a minute; /flood 200 and bytes
#   without end; /heads heads without end; /cut the line breaks.  Its port is its first line of output.
import http.server, json, socketserver, sys, threading, time

log, lock, asked = open(sys.argv[1], 'a', buffering=1), threading.Lock(), {}


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get('Content-Length', 0))).decode()
        with lock:
            asked[self.path] = asked.get(self.path, 0) + 1
            first = asked[self.path] == 1
            print(json.dumps({'path': self.path, 'method': self.command, 'heads': dict(self.headers), 'body': body}), file=log)
        try:
            self.reply(self.path, first)
        except (BrokenPipeError, ConnectionResetError):
            with lock:
                print(json.dumps({'path': self.path, 'broken': True}), file=log)

    do_GET = do_POST

    def reply(self, path, first):
        if path == '/hangs':
            time.sleep(60)
        if path == '/cut':
            return
        if path == '/heads':
            self.wfile.write(b'HTTP/1.1 200 OK\r\n')
            for i in range(100000):
                self.wfile.write(b'X-%d: %s\r\n' % (i, b'x' * 500))
            return
        self.send_response({'/fails': 500, '/moved': 302}.get(path, 500 if path == '/once' and first else 200))
        if path == '/moved':
            self.send_header('Location', '/elsewhere')
        if path != '/flood':
            self.send_header('Content-Length', '2')
        self.end_headers()
        if path == '/flood':
            for i in range(200000):
                self.wfile.write(b'x' * 1000)
        else:
            self.wfile.write(b'ok')

    def log_message(self, *_):
        pass


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    allow_reuse_address = True
    daemon_threads = True


server = Server(('127.0.0.1', int(sys.argv[2]) if len(sys.argv) > 2 else 0), Receiver)
print(server.server_address[1], flush=True)
server.serve_forever()
