// Loops over whole vectors for AVX2 and AVX-512F, from memory to memory.
//
//   void csleef_avx2_exp(const double *x, double *y, size_t vectors);
//   void csleef_avx2_pow(const double *x, const double *exponent, double *y, size_t vectors);
//
// They are assembly because a C file that is compiled for baseline x86-64 cannot call these routines of SLEEF: clang
// passes 256-bit and 512-bit arguments on the stack there, whatever the target attribute of the caller or the callee
// says, while SLEEF takes them in registers.

#if defined(__x86_64__)

.macro BEGIN symbol
  .text
  .p2align 4
  .hidden \symbol
  .globl \symbol
  .type \symbol, @function
\symbol:
  .cfi_startproc
  pushq %rbx
  .cfi_def_cfa_offset 16
  .cfi_offset %rbx, -16
  pushq %r12
  .cfi_def_cfa_offset 24
  .cfi_offset %r12, -24
  pushq %r13
  .cfi_def_cfa_offset 32
  .cfi_offset %r13, -32
.endm

.macro END symbol
  vzeroupper
  popq %r13
  .cfi_def_cfa_offset 24
  popq %r12
  .cfi_def_cfa_offset 16
  popq %rbx
  .cfi_def_cfa_offset 8
  ret
  .cfi_endproc
  .size \symbol, . - \symbol
.endm

// Three saved registers leave the stack on a multiple of 16, as a call wants it.
.macro UNARY symbol, routine, register, bytes
BEGIN \symbol
  movq %rdi, %rbx
  movq %rsi, %r12
  movq %rdx, %r13
  testq %r13, %r13
  je 2f
1:
  vmovupd (%rbx), \register
  call \routine@PLT
  vmovupd \register, (%r12)
  addq $\bytes, %rbx
  addq $\bytes, %r12
  decq %r13
  jne 1b
2:
END \symbol
.endm

// The fourth pointer needs a fourth saved register, and eight bytes for the alignment.
.macro BINARY symbol, routine, first, second, bytes
BEGIN \symbol
  pushq %r14
  .cfi_def_cfa_offset 40
  .cfi_offset %r14, -40
  subq $8, %rsp
  .cfi_def_cfa_offset 48
  movq %rdi, %rbx
  movq %rsi, %r12
  movq %rdx, %r14
  movq %rcx, %r13
  testq %r13, %r13
  je 2f
1:
  vmovupd (%rbx), \first
  vmovupd (%r12), \second
  call \routine@PLT
  vmovupd \first, (%r14)
  addq $\bytes, %rbx
  addq $\bytes, %r12
  addq $\bytes, %r14
  decq %r13
  jne 1b
2:
  addq $8, %rsp
  .cfi_def_cfa_offset 40
  popq %r14
  .cfi_def_cfa_offset 32
END \symbol
.endm

.macro BOTH name
UNARY csleef_avx2_\name, Sleef_finz_\name\()d4_u10avx2, %ymm0, 32
UNARY csleef_avx512_\name, Sleef_finz_\name\()d8_u10avx512f, %zmm0, 64
.endm

BOTH exp
BOTH log
BOTH log2
BOTH log10
BOTH log1p
BOTH expm1
BOTH sin
BOTH cos
BOTH tan
BOTH atan
BOTH tanh
BOTH erf
BINARY csleef_avx2_pow, Sleef_finz_powd4_u10avx2, %ymm0, %ymm1, 32
BINARY csleef_avx512_pow, Sleef_finz_powd8_u10avx512f, %zmm0, %zmm1, 64

#endif

#if defined(__linux__)
.section .note.GNU-stack, "", %progbits
#endif
