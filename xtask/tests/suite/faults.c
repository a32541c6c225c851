/* Preloaded into a command: counts the calls that change something below FAULT_ROOT, and fails one of them.
 *
 * FAULT_AT    the call, from 1
 * FAULT_MODE  kill: the process dies there, in the middle of what it writes
 *             once: the call fails, the ones after it work
 *             full: from there on nothing that needs room works, as on a disk that is full
 * FAULT_MARK  a file that is made when the call is reached
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int count;
static char ours[4096]; /* descriptors of files below the root that are open for writing */

static const char *setting(const char *name) {
    const char *value = getenv(name);
    return value ? value : "";
}

static int is_below(const char *path) {
    const char *root = setting("FAULT_ROOT");
    return *root && strncmp(path, root, strlen(root)) == 0;
}

/* Whether this call has to fail. `needs_room`: what a full disk refuses. */
static int fails(int needs_room) {
    int number = __atomic_add_fetch(&count, 1, __ATOMIC_SEQ_CST), at = atoi(setting("FAULT_AT"));
    char mode = *setting("FAULT_MODE");
    if (number == at) {
        syscall(SYS_openat, AT_FDCWD, setting("FAULT_MARK"), O_CREAT | O_WRONLY, 0600);
        if (mode == 'k') kill(getpid(), SIGKILL);
    }
    int failing = mode == 'f' ? number >= at && needs_room : number == at && mode == 'o';
    if (failing) errno = mode == 'f' ? ENOSPC : EIO;
    return failing;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int opened(const char *path, int flags, int fd) {
    if (fd >= 0 && fd < (int)sizeof ours) ours[fd] = (flags & O_ACCMODE) != O_RDONLY && is_below(path);
    return fd;
}

#define OPEN(name)                                                                     \
    int name(const char *path, int flags, ...) {                                       \
        va_list more;                                                                  \
        va_start(more, flags);                                                         \
        mode_t mode = va_arg(more, mode_t);                                            \
        va_end(more);                                                                  \
        int writes = (flags & O_ACCMODE) != O_RDONLY;                                  \
        if (writes && is_below(path) && fails((flags & O_CREAT) != 0)) return -1;      \
        return opened(path, flags, REAL(name)(path, flags, mode));                     \
    }
OPEN(open)
OPEN(open64)

ssize_t write(int fd, const void *bytes, size_t length) {
    if (fd >= 0 && fd < (int)sizeof ours && ours[fd]) {
        /* Half of it is there when the other half fails. */
        if (count + 1 == atoi(setting("FAULT_AT"))) REAL(write)(fd, bytes, length / 2);
        if (fails(1)) return -1;
    }
    return REAL(write)(fd, bytes, length);
}

int fsync(int fd) {
    if (fd >= 0 && fd < (int)sizeof ours && ours[fd] && fails(1)) return -1;
    return REAL(fsync)(fd);
}

int mkdir(const char *path, mode_t mode) {
    return is_below(path) && fails(1) ? -1 : REAL(mkdir)(path, mode);
}

int rename(const char *from, const char *to) {
    return is_below(to) && fails(0) ? -1 : REAL(rename)(from, to);
}

int link(const char *from, const char *to) {
    return is_below(to) && fails(1) ? -1 : REAL(link)(from, to);
}

int linkat(int at, const char *from, int other, const char *to, int flags) {
    return is_below(to) && fails(1) ? -1 : REAL(linkat)(at, from, other, to, flags);
}

int unlink(const char *path) {
    return is_below(path) && fails(0) ? -1 : REAL(unlink)(path);
}

int rmdir(const char *path) {
    return is_below(path) && fails(0) ? -1 : REAL(rmdir)(path);
}

/* Relative to a directory: only `remove_dir_all` asks for that, and only of what is being put away. */
int unlinkat(int at, const char *path, int flags) {
    return *setting("FAULT_ROOT") && fails(0) ? -1 : REAL(unlinkat)(at, path, flags);
}
