/* Fault shim: a library loaded before the C library, in which one chosen system call fails or kills.
 *
 * The program is started once and stops before its main(), so that its libraries are loaded but once.
 * For each line on HOTWARD_FAULT_ASKED, a copy of it (fork) runs to its end:
 *
 *   "CALL:N:WHAT"  the N-th CALL (from 1; 0: none) does WHAT
 *     CALL  open, write, fsync, rename, unlink, mkdir  on files under HOTWARD_FAULT_UNDER alone
 *           read         of files under HOTWARD_FAULT_INPUTS
 *           mmap, malloc of at least 64 KiB and 16 KiB
 *     WHAT  the number of an error, as ENOSPC is 28; "short": half of a write is done, and said so;
 *           "kill": the process ends before the call
 *
 * and HOTWARD_FAULT_TOLD is given a line "STATUS COUNT": how it ended, as wait() tells it, and how often
 * CALL was made. What it says on stderr is in the file HOTWARD_FAULT_STDERR.
 *
 * Calls of stdio are caught where the program asks for them: the C library's own do not come by here.
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
#include <sys/wait.h>
#include <unistd.h>

static char fault_call[16];
static long fault_number;
static int fault_error; /* or one of these */
enum { kill_it = 0, short_write = -1 };
static const char* outputs;
static const char* inputs;
static atomic_long* calls; /* shared with the process that waits for this one */
static int ready;

/* 1: this call is the one that fails; errno is set then. -1: it is to be half done. */
static int fails(const char* call) {
  if (!ready || strcmp(call, fault_call) != 0) return 0;
  if (atomic_fetch_add(calls, 1) + 1 != fault_number) return 0;
  if (fault_error == short_write) return -1;
  if (fault_error == kill_it) syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
  errno = fault_error;
  return 1;
}

static int begins(const char* path, const char* folder) {
  char here[PATH_MAX];
  if (!ready || !folder || !path) return 0;
  if (path[0] == '/') return strncmp(path, folder, strlen(folder)) == 0;
  return getcwd(here, sizeof here) && strncmp(here, folder, strlen(folder)) == 0;
}

static int file_begins(int file, const char* folder) {
  char link[64], path[PATH_MAX];
  ssize_t length;
  if (!ready || !folder) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = '\0';
  return begins(path, folder);
}

static int is_under(const char* path) { return begins(path, outputs); }
static int is_file_under(int file) { return file_begins(file, outputs); }
static int is_input(int file) { return file_begins(file, inputs); }

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static mode_t mode_of(int flags, va_list rest) {
  return (flags & (O_CREAT | O_TMPFILE)) ? (mode_t)va_arg(rest, int) : 0;
}

#define OPEN(name)                                  \
  int name(const char* path, int flags, ...) {      \
    va_list rest;                                   \
    mode_t mode;                                    \
    va_start(rest, flags);                          \
    mode = mode_of(flags, rest);                    \
    va_end(rest);                                   \
    if (is_under(path) && fails("open")) return -1; \
    return NEXT(name)(path, flags, mode);           \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                       \
  int name(int folder, const char* path, int flags, ...) { \
    va_list rest;                                          \
    mode_t mode;                                           \
    va_start(rest, flags);                                 \
    mode = mode_of(flags, rest);                           \
    va_end(rest);                                          \
    if (is_under(path) && fails("open")) return -1;        \
    return NEXT(name)(folder, path, flags, mode);          \
  }
OPENAT(openat)
OPENAT(openat64)

#define FOPEN(name)                                   \
  FILE* name(const char* path, const char* mode) {    \
    if (is_under(path) && fails("open")) return NULL; \
    return NEXT(name)(path, mode);                    \
  }
FOPEN(fopen)
FOPEN(fopen64)

size_t fwrite(const void* from, size_t size, size_t count, FILE* file) {
  if (is_file_under(fileno(file)) && fails("write") > 0) return 0;
  return NEXT(fwrite)(from, size, count, file);
}

int fclose(FILE* file) {
  if (is_file_under(fileno(file)) && fails("write") > 0) {
    const int error = errno;
    NEXT(fclose)(file);
    errno = error;
    return EOF;
  }
  return NEXT(fclose)(file);
}

ssize_t write(int file, const void* from, size_t bytes) {
  const int fault = is_file_under(file) ? fails("write") : 0;
  if (fault > 0) return -1;
  return NEXT(write)(file, from, fault < 0 ? (bytes + 1) / 2 : bytes);
}

ssize_t read(int file, void* to, size_t bytes) {
  if (is_input(file) && fails("read")) return -1;
  return NEXT(read)(file, to, bytes);
}

ssize_t pread(int file, void* to, size_t bytes, off_t at) {
  if (is_input(file) && fails("read")) return -1;
  return NEXT(pread)(file, to, bytes, at);
}

ssize_t pread64(int file, void* to, size_t bytes, off64_t at) {
  if (is_input(file) && fails("read")) return -1;
  return NEXT(pread64)(file, to, bytes, at);
}

ssize_t writev(int file, const struct iovec* parts, int count) {
  if (is_file_under(file) && fails("write") > 0) return -1;
  return NEXT(writev)(file, parts, count);
}

ssize_t pwrite(int file, const void* from, size_t bytes, off_t at) {
  const int fault = is_file_under(file) ? fails("write") : 0;
  if (fault > 0) return -1;
  return NEXT(pwrite)(file, from, fault < 0 ? (bytes + 1) / 2 : bytes, at);
}

ssize_t pwrite64(int file, const void* from, size_t bytes, off64_t at) {
  const int fault = is_file_under(file) ? fails("write") : 0;
  if (fault > 0) return -1;
  return NEXT(pwrite64)(file, from, fault < 0 ? (bytes + 1) / 2 : bytes, at);
}

#define SYNC(name)                                        \
  int name(int file) {                                    \
    if (is_file_under(file) && fails("fsync")) return -1; \
    return NEXT(name)(file);                              \
  }
SYNC(fsync)
SYNC(fdatasync)

int rename(const char* from, const char* to) {
  if (is_under(to) && fails("rename")) return -1;
  return NEXT(rename)(from, to);
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
  if (is_under(to) && fails("rename")) return -1;
  return NEXT(renameat2)(from_folder, from, to_folder, to, flags);
}

#define REMOVE(name)                                  \
  int name(const char* path) {                        \
    if (is_under(path) && fails("unlink")) return -1; \
    return NEXT(name)(path);                          \
  }
REMOVE(unlink)
REMOVE(rmdir)
REMOVE(remove)

int unlinkat(int folder, const char* path, int flags) {
  if ((path[0] == '/' ? is_under(path) : is_file_under(folder)) && fails("unlink")) return -1;
  return NEXT(unlinkat)(folder, path, flags);
}

int mkdir(const char* path, mode_t mode) {
  if (is_under(path) && fails("mkdir")) return -1;
  return NEXT(mkdir)(path, mode);
}

#define MMAP(name, offset)                                                               \
  void* name(void* at, size_t bytes, int protection, int flags, int file, offset from) { \
    if (bytes >= 65536 && file >= 0 && !(protection & PROT_EXEC) && fails("mmap")) {     \
      return MAP_FAILED;                                                                 \
    }                                                                                    \
    return (void*)syscall(SYS_mmap, at, bytes, protection, flags, file, from);           \
  }
MMAP(mmap, off_t)
MMAP(mmap64, off64_t)

extern void* __libc_malloc(size_t);
extern void* __libc_realloc(void*, size_t);

void* malloc(size_t bytes) {
  if (bytes >= 16384 && fails("malloc")) return NULL;
  return __libc_malloc(bytes);
}

void* realloc(void* old, size_t bytes) {
  if (bytes >= 16384 && fails("malloc")) return NULL;
  return __libc_realloc(old, bytes);
}

/* ---- One copy of the program for each fault ---- */

typedef int (*Main)(int, char**, char**);
static Main program;

static int number_of(const char* name) {
  const char* value = getenv(name);
  return value ? atoi(value) : -1;
}

static int asked_of(const char* line) {
  char what[16] = "";
  if (sscanf(line, "%15[a-z]:%ld:%15s", fault_call, &fault_number, what) != 3) return 0;
  fault_error = strcmp(what, "kill") == 0    ? kill_it
                : strcmp(what, "short") == 0 ? short_write
                                             : atoi(what);
  return 1;
}

static int serve(int count, char** words, char** environment) {
  const int asked = number_of("HOTWARD_FAULT_ASKED"), told = number_of("HOTWARD_FAULT_TOLD");
  FILE* lines = fdopen(asked, "r");
  char line[64];
  if (asked < 0) return program(count, words, environment);
  outputs = getenv("HOTWARD_FAULT_UNDER");
  inputs = getenv("HOTWARD_FAULT_INPUTS");
  calls = (atomic_long*)syscall(SYS_mmap, NULL, sizeof *calls, PROT_READ | PROT_WRITE,
                                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  while (lines && fgets(line, sizeof line, lines) && asked_of(line)) {
    int status = 0;
    atomic_store(calls, 0);
    const pid_t child = fork();
    if (child == 0) {
      const int errors = open(getenv("HOTWARD_FAULT_STDERR"), O_WRONLY | O_CREAT | O_TRUNC, 0666);
      dup2(errors, 2);
      close(errors);
      close(asked);
      close(told);
      ready = 1;
      return program(count, words, environment);
    }
    if (child < 0 || waitpid(child, &status, 0) < 0) break;
    dprintf(told, "%d %ld\n", status, atomic_load(calls));
  }
  _exit(0);
}

int __libc_start_main(Main main, int count, char** words, void (*init)(void), void (*fini)(void),
                      void (*end)(void), void* stack) {
  program = main;
  return NEXT(__libc_start_main)(serve, count, words, init, fini, end, stack);
}
