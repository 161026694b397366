/* What the process of a picture may still do once it has its library. */
#define _GNU_SOURCE
#include "picture.h"
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

int picture_nameless_file(void) {
#ifdef __linux__
    return memfd_create("talkoot-picture", MFD_CLOEXEC);
#else
    FILE *file = tmpfile();
    return file ? dup(fileno(file)) : -1;
#endif
}

#ifdef __linux__
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#define LET_THROUGH(name) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

#ifdef SYS_epoll_wait
#define WAIT_OF_OLD LET_THROUGH(epoll_wait),
#else
#define WAIT_OF_OLD
#endif

/* Memory, the two files that are open already, waiting, and the end. Anything else, such as opening a file or a connection, is refused,
   in every thread: they share their memory. */
static int filter_calls(void) {
#ifdef OWN_ARCHITECTURE
    static struct sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCHITECTURE, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        LET_THROUGH(read), LET_THROUGH(write), LET_THROUGH(brk), LET_THROUGH(mmap), LET_THROUGH(munmap), LET_THROUGH(mremap),
        LET_THROUGH(mprotect), LET_THROUGH(madvise), LET_THROUGH(futex), LET_THROUGH(clock_gettime), LET_THROUGH(getrandom), LET_THROUGH(sched_yield),
        LET_THROUGH(epoll_pwait), WAIT_OF_OLD LET_THROUGH(rt_sigsuspend), LET_THROUGH(rt_sigreturn), LET_THROUGH(rt_sigprocmask), LET_THROUGH(exit), LET_THROUGH(exit_group),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
    };
    struct sock_fprog program = {.len = sizeof rules / sizeof rules[0], .filter = rules};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return PICTURE_UNCONFINED;
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) == 0 ? PICTURE_GOOD : PICTURE_UNCONFINED;
#else
    return PICTURE_UNCONFINED;
#endif
}
#else
static int filter_calls(void) { return PICTURE_GOOD; }
#endif

static int limit(int what, unsigned long most) {
    struct rlimit both = {.rlim_cur = most, .rlim_max = most};
    return setrlimit(what, &both);
}

int picture_confine(unsigned long memory_bytes, unsigned seconds) {
    if (limit(RLIMIT_CORE, 0) != 0 || limit(RLIMIT_AS, memory_bytes) != 0 || limit(RLIMIT_CPU, seconds) != 0) return PICTURE_UNCONFINED;
    alarm(2 * seconds);
    return filter_calls();
}
