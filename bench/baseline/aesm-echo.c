/*
 * A server with nothing to do: reads one length-prefixed request a connection, answers with a reply of the size it was
 * told, closes. What it costs is what the kernel costs, so it is the measure of a server that has something to do.
 *
 *   aesm-echo SOCKET REPLY_BYTES
 *
 * One thread on epoll. It reads before it asks epoll, as the agent does: most requests are whole by then.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { MAX_DESCRIPTORS = 65536, MAX_EVENTS = 256, BACKLOG = 4096, ACCEPT_BATCH = 64, PREFIX = sizeof(uint32_t) };

struct request {
    uint32_t length; /* in the byte order of the wire, which is the machine's */
    uint32_t arrived;
};

static struct request requests[MAX_DESCRIPTORS];
static char arrived[64 * 1024];
static char *reply;
static uint32_t reply_size;

static void fail(const char *what) {
    fprintf(stderr, "aesm-echo: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int listen_at(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        fail(path);
    }
    strcpy(address.sun_path, path);
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (listener < 0)
        fail("socket");
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, BACKLOG) < 0)
        fail(path);
    return listener;
}

static void watch(int epoll, int descriptor) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = descriptor};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) < 0)
        fail("epoll_ctl");
}

static int is_whole(struct request *request, const char *piece, size_t size) {
    if (request->arrived < PREFIX) {
        size_t missing = PREFIX - request->arrived;
        memcpy((char *)&request->length + request->arrived, piece, size < missing ? size : missing);
    }
    request->arrived += size;
    return request->arrived >= PREFIX && request->arrived - PREFIX >= request->length;
}

/* Whether the connection still waits for the rest of its request. */
static int serve(int connection) {
    for (;;) {
        ssize_t size = recv(connection, arrived, sizeof arrived, 0);
        if (size < 0 && (errno == EAGAIN || errno == EINTR))
            return 1;
        if (size > 0 && !is_whole(&requests[connection], arrived, size))
            continue;
        if (size > 0) /* a reply is smaller than a socket's buffer; a short one would be the client's error to count */
            (void)!send(connection, reply, reply_size, MSG_NOSIGNAL);
        close(connection);
        return 0;
    }
}

static void accept_all(int epoll, int listener) {
    for (int i = 0; i < ACCEPT_BATCH; i++) {
        int connection = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (connection < 0)
            return;
        if (connection >= MAX_DESCRIPTORS) {
            close(connection);
            continue;
        }
        requests[connection] = (struct request){0};
        if (serve(connection))
            watch(epoll, connection);
    }
}

int main(int count, char **arguments) {
    if (count != 3 || (reply_size = strtoul(arguments[2], NULL, 10)) < PREFIX || !(reply = calloc(1, reply_size))) {
        fprintf(stderr, "usage: aesm-echo SOCKET REPLY_BYTES\n");
        return 2;
    }
    uint32_t body = reply_size - PREFIX;
    memcpy(reply, &body, PREFIX);

    int listener = listen_at(arguments[1]);
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    watch(epoll, listener);
    for (;;) {
        struct epoll_event events[MAX_EVENTS];
        int ready = epoll_wait(epoll, events, MAX_EVENTS, -1);
        for (int i = 0; i < ready; i++) {
            if (events[i].data.fd == listener)
                accept_all(epoll, listener);
            else
                serve(events[i].data.fd);
        }
    }
}
