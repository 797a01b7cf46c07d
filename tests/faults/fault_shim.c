/* Fault shim: a library loaded before the C library, in which one chosen system call fails or kills.
 *
 * Environment:
 *   HOTWARD_FAULT         "CALL:N:WHAT": the N-th CALL (from 1) does WHAT.
 *     CALL  open, write, fsync, rename, unlink, mkdir (on files under HOTWARD_FAULT_UNDER alone),
 *           mmap or malloc (those of at least 64 KiB)
 *     WHAT  the number of an error, as ENOSPC is 28; or "kill": the process ends before the call
 *   HOTWARD_FAULT_UNDER   the folder of the outputs
 *   HOTWARD_FAULT_COUNT   a file that is given, at the end, how often CALL was made
 *
 * Writes through stdio are caught where the program asks for them: the C library's own calls do not
 * come by here.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static char fault_call[16];
static long fault_number;
static int fault_error; /* 0: kill */
static const char *fault_under;
static atomic_long calls;
static atomic_int ready;

__attribute__((constructor)) static void read_environment(void) {
  const char *fault = getenv("HOTWARD_FAULT");
  char what[16] = "";
  fault_under = getenv("HOTWARD_FAULT_UNDER");
  if (fault && sscanf(fault, "%15[a-z]:%ld:%15s", fault_call, &fault_number, what) == 3) {
    fault_error = strcmp(what, "kill") == 0 ? 0 : atoi(what);
    atomic_store(&ready, 1);
  }
}

__attribute__((destructor)) static void tell_count(void) {
  const char *path = getenv("HOTWARD_FAULT_COUNT");
  char text[32];
  int file, length;
  if (!path) return;
  atomic_store(&ready, 0);
  file = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  length = snprintf(text, sizeof text, "%ld", atomic_load(&calls));
  if (file >= 0 && syscall(SYS_write, file, text, (size_t)length) == length) close(file);
}

/* True where this call is the one that fails; errno is set then. */
static int fails(const char *call) {
  if (!atomic_load(&ready) || strcmp(call, fault_call) != 0) return 0;
  if (atomic_fetch_add(&calls, 1) + 1 != fault_number) return 0;
  if (fault_error == 0) syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
  errno = fault_error;
  return 1;
}

static int is_under(const char *path) {
  char folder[PATH_MAX];
  if (!atomic_load(&ready) || !fault_under || !path) return 0;
  if (path[0] == '/') return strncmp(path, fault_under, strlen(fault_under)) == 0;
  return getcwd(folder, sizeof folder) && strncmp(folder, fault_under, strlen(fault_under)) == 0;
}

static int is_file_under(int file) {
  char link[64], path[PATH_MAX];
  ssize_t length;
  if (!atomic_load(&ready) || !fault_under) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = '\0';
  return is_under(path);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static mode_t mode_of(int flags, va_list rest) {
  return (flags & (O_CREAT | O_TMPFILE)) ? (mode_t)va_arg(rest, int) : 0;
}

#define OPEN(name)                                          \
  int name(const char *path, int flags, ...) {              \
    va_list rest;                                           \
    mode_t mode;                                            \
    va_start(rest, flags);                                  \
    mode = mode_of(flags, rest);                            \
    va_end(rest);                                           \
    if (is_under(path) && fails("open")) return -1;         \
    return NEXT(name)(path, flags, mode);                   \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                        \
  int name(int folder, const char *path, int flags, ...) {  \
    va_list rest;                                           \
    mode_t mode;                                            \
    va_start(rest, flags);                                  \
    mode = mode_of(flags, rest);                            \
    va_end(rest);                                           \
    if (is_under(path) && fails("open")) return -1;         \
    return NEXT(name)(folder, path, flags, mode);           \
  }
OPENAT(openat)
OPENAT(openat64)

#define FOPEN(name)                                         \
  FILE *name(const char *path, const char *mode) {          \
    if (is_under(path) && fails("open")) return NULL;       \
    return NEXT(name)(path, mode);                          \
  }
FOPEN(fopen)
FOPEN(fopen64)

size_t fwrite(const void *from, size_t size, size_t count, FILE *file) {
  if (is_file_under(fileno(file)) && fails("write")) return 0;
  return NEXT(fwrite)(from, size, count, file);
}

int fclose(FILE *file) {
  if (is_file_under(fileno(file)) && fails("write")) {
    const int error = errno;
    NEXT(fclose)(file);
    errno = error;
    return EOF;
  }
  return NEXT(fclose)(file);
}

ssize_t write(int file, const void *from, size_t bytes) {
  if (is_file_under(file) && fails("write")) return -1;
  return NEXT(write)(file, from, bytes);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
  if (is_file_under(file) && fails("write")) return -1;
  return NEXT(writev)(file, parts, count);
}

ssize_t pwrite(int file, const void *from, size_t bytes, off_t at) {
  if (is_file_under(file) && fails("write")) return -1;
  return NEXT(pwrite)(file, from, bytes, at);
}

ssize_t pwrite64(int file, const void *from, size_t bytes, off64_t at) {
  if (is_file_under(file) && fails("write")) return -1;
  return NEXT(pwrite64)(file, from, bytes, at);
}

#define SYNC(name)                                          \
  int name(int file) {                                      \
    if (is_file_under(file) && fails("fsync")) return -1;   \
    return NEXT(name)(file);                                \
  }
SYNC(fsync)
SYNC(fdatasync)

int rename(const char *from, const char *to) {
  if (is_under(to) && fails("rename")) return -1;
  return NEXT(rename)(from, to);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
  if (is_under(to) && fails("rename")) return -1;
  return NEXT(renameat2)(from_folder, from, to_folder, to, flags);
}

#define REMOVE(name)                                        \
  int name(const char *path) {                              \
    if (is_under(path) && fails("unlink")) return -1;       \
    return NEXT(name)(path);                                \
  }
REMOVE(unlink)
REMOVE(rmdir)
REMOVE(remove)

int unlinkat(int folder, const char *path, int flags) {
  if ((path[0] == '/' ? is_under(path) : is_file_under(folder)) && fails("unlink")) return -1;
  return NEXT(unlinkat)(folder, path, flags);
}

int mkdir(const char *path, mode_t mode) {
  if (is_under(path) && fails("mkdir")) return -1;
  return NEXT(mkdir)(path, mode);
}

#define MMAP(name, offset)                                                            \
  void *name(void *at, size_t bytes, int protection, int flags, int file, offset from) { \
    if (bytes >= 65536 && file >= 0 && !(protection & PROT_EXEC) && fails("mmap")) {  \
      return MAP_FAILED;                                                              \
    }                                                                                 \
    return (void *)syscall(SYS_mmap, at, bytes, protection, flags, file, from);       \
  }
MMAP(mmap, off_t)
MMAP(mmap64, off64_t)

extern void *__libc_malloc(size_t);
extern void *__libc_realloc(void *, size_t);

void *malloc(size_t bytes) {
  if (bytes >= 65536 && fails("malloc")) return NULL;
  return __libc_malloc(bytes);
}

void *realloc(void *old, size_t bytes) {
  if (bytes >= 65536 && fails("malloc")) return NULL;
  return __libc_realloc(old, bytes);
}
