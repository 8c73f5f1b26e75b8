// SPDX-License-Identifier: Apache-2.0
// The shim header eightfold.h in Java, in the form jextract 25 generates; see native/regenerate-bindings.

package io.eightfold.dpdk.binding;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.stream.Collectors;

public class eightfold_h {

    eightfold_h() {
        // Should not be called directly
    }

    static final boolean TRACE_DOWNCALLS = Boolean.getBoolean("jextract.trace.downcalls");

    static void traceDowncall(String name, Object... args) {
        String traceArgs = Arrays.stream(args)
            .map(Object::toString)
            .collect(Collectors.joining(", "));
        System.out.printf("%s(%s)\n", name, traceArgs);
    }

    static final SymbolLookup SYMBOL_LOOKUP = SymbolLookup.loaderLookup()
        .or(Linker.nativeLinker().defaultLookup());

    public static final ValueLayout.OfByte C_CHAR = (ValueLayout.OfByte)Linker.nativeLinker().canonicalLayouts().get("char");
    public static final ValueLayout.OfShort C_SHORT = (ValueLayout.OfShort)Linker.nativeLinker().canonicalLayouts().get("short");
    public static final ValueLayout.OfInt C_INT = (ValueLayout.OfInt)Linker.nativeLinker().canonicalLayouts().get("int");
    public static final ValueLayout.OfLong C_LONG = (ValueLayout.OfLong)Linker.nativeLinker().canonicalLayouts().get("long");
    public static final AddressLayout C_POINTER = ((AddressLayout)Linker.nativeLinker().canonicalLayouts().get("void*"))
        .withTargetLayout(MemoryLayout.sequenceLayout(java.lang.Long.MAX_VALUE, C_CHAR));

    private static class ef_layout_of {
        public static final FunctionDescriptor DESC = FunctionDescriptor.ofVoid(
            eightfold_h.C_POINTER
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_layout_of");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * void ef_layout_of(struct ef_layout *out)
     * }
     */
    public static FunctionDescriptor ef_layout_of$descriptor() {
        return ef_layout_of.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * void ef_layout_of(struct ef_layout *out)
     * }
     */
    public static MemorySegment ef_layout_of$address() {
        return ef_layout_of.ADDR;
    }

    /**
     * {@snippet lang=c :
     * void ef_layout_of(struct ef_layout *out)
     * }
     */
    public static void ef_layout_of(MemorySegment out) {
        var mh$ = ef_layout_of.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_layout_of", out);
            }
            mh$.invokeExact(out);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_eal_init {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_INT,
            eightfold_h.C_POINTER
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_eal_init");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_eal_init(int32_t argc, char **argv)
     * }
     */
    public static FunctionDescriptor ef_eal_init$descriptor() {
        return ef_eal_init.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_eal_init(int32_t argc, char **argv)
     * }
     */
    public static MemorySegment ef_eal_init$address() {
        return ef_eal_init.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_eal_init(int32_t argc, char **argv)
     * }
     */
    public static int ef_eal_init(int argc, MemorySegment argv) {
        var mh$ = ef_eal_init.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_eal_init", argc, argv);
            }
            return (int)mh$.invokeExact(argc, argv);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_eal_cleanup {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_eal_cleanup");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_eal_cleanup(void)
     * }
     */
    public static FunctionDescriptor ef_eal_cleanup$descriptor() {
        return ef_eal_cleanup.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_eal_cleanup(void)
     * }
     */
    public static MemorySegment ef_eal_cleanup$address() {
        return ef_eal_cleanup.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_eal_cleanup(void)
     * }
     */
    public static int ef_eal_cleanup() {
        var mh$ = ef_eal_cleanup.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_eal_cleanup");
            }
            return (int)mh$.invokeExact();
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_log_tail {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_POINTER,
            eightfold_h.C_INT
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_log_tail");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_log_tail(char *out, int32_t capacity)
     * }
     */
    public static FunctionDescriptor ef_log_tail$descriptor() {
        return ef_log_tail.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_log_tail(char *out, int32_t capacity)
     * }
     */
    public static MemorySegment ef_log_tail$address() {
        return ef_log_tail.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_log_tail(char *out, int32_t capacity)
     * }
     */
    public static int ef_log_tail(MemorySegment out, int capacity) {
        var mh$ = ef_log_tail.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_log_tail", out, capacity);
            }
            return (int)mh$.invokeExact(out, capacity);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_error_text {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_INT,
            eightfold_h.C_POINTER,
            eightfold_h.C_INT
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_error_text");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_error_text(int32_t code, char *out, int32_t capacity)
     * }
     */
    public static FunctionDescriptor ef_error_text$descriptor() {
        return ef_error_text.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_error_text(int32_t code, char *out, int32_t capacity)
     * }
     */
    public static MemorySegment ef_error_text$address() {
        return ef_error_text.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_error_text(int32_t code, char *out, int32_t capacity)
     * }
     */
    public static int ef_error_text(int code, MemorySegment out, int capacity) {
        var mh$ = ef_error_text.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_error_text", code, out, capacity);
            }
            return (int)mh$.invokeExact(code, out, capacity);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_thread_register {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_thread_register");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_thread_register(void)
     * }
     */
    public static FunctionDescriptor ef_thread_register$descriptor() {
        return ef_thread_register.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_thread_register(void)
     * }
     */
    public static MemorySegment ef_thread_register$address() {
        return ef_thread_register.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_thread_register(void)
     * }
     */
    public static int ef_thread_register() {
        var mh$ = ef_thread_register.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_thread_register");
            }
            return (int)mh$.invokeExact();
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_thread_unregister {
        public static final FunctionDescriptor DESC = FunctionDescriptor.ofVoid();

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_thread_unregister");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * void ef_thread_unregister(void)
     * }
     */
    public static FunctionDescriptor ef_thread_unregister$descriptor() {
        return ef_thread_unregister.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * void ef_thread_unregister(void)
     * }
     */
    public static MemorySegment ef_thread_unregister$address() {
        return ef_thread_unregister.ADDR;
    }

    /**
     * {@snippet lang=c :
     * void ef_thread_unregister(void)
     * }
     */
    public static void ef_thread_unregister() {
        var mh$ = ef_thread_unregister.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_thread_unregister");
            }
            mh$.invokeExact();
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_thread_pin {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_INT
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_thread_pin");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_thread_pin(int32_t cpu)
     * }
     */
    public static FunctionDescriptor ef_thread_pin$descriptor() {
        return ef_thread_pin.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_thread_pin(int32_t cpu)
     * }
     */
    public static MemorySegment ef_thread_pin$address() {
        return ef_thread_pin.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_thread_pin(int32_t cpu)
     * }
     */
    public static int ef_thread_pin(int cpu) {
        var mh$ = ef_thread_pin.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_thread_pin", cpu);
            }
            return (int)mh$.invokeExact(cpu);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_thread_cpu {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_thread_cpu");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_thread_cpu(void)
     * }
     */
    public static FunctionDescriptor ef_thread_cpu$descriptor() {
        return ef_thread_cpu.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_thread_cpu(void)
     * }
     */
    public static MemorySegment ef_thread_cpu$address() {
        return ef_thread_cpu.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_thread_cpu(void)
     * }
     */
    public static int ef_thread_cpu() {
        var mh$ = ef_thread_cpu.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_thread_cpu");
            }
            return (int)mh$.invokeExact();
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_tsc {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_LONG
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_tsc");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * uint64_t ef_tsc(void)
     * }
     */
    public static FunctionDescriptor ef_tsc$descriptor() {
        return ef_tsc.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * uint64_t ef_tsc(void)
     * }
     */
    public static MemorySegment ef_tsc$address() {
        return ef_tsc.ADDR;
    }

    /**
     * {@snippet lang=c :
     * uint64_t ef_tsc(void)
     * }
     */
    public static long ef_tsc() {
        var mh$ = ef_tsc.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_tsc");
            }
            return (long)mh$.invokeExact();
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_tsc_hz {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_LONG
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_tsc_hz");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * uint64_t ef_tsc_hz(void)
     * }
     */
    public static FunctionDescriptor ef_tsc_hz$descriptor() {
        return ef_tsc_hz.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * uint64_t ef_tsc_hz(void)
     * }
     */
    public static MemorySegment ef_tsc_hz$address() {
        return ef_tsc_hz.ADDR;
    }

    /**
     * {@snippet lang=c :
     * uint64_t ef_tsc_hz(void)
     * }
     */
    public static long ef_tsc_hz() {
        var mh$ = ef_tsc_hz.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_tsc_hz");
            }
            return (long)mh$.invokeExact();
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_pool_create {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_POINTER,
            eightfold_h.C_INT,
            eightfold_h.C_INT,
            eightfold_h.C_INT,
            eightfold_h.C_INT,
            eightfold_h.C_POINTER
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_pool_create");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_pool_create(const char *name, uint32_t mbufs, uint32_t cache, uint32_t data_room, int32_t socket, uint64_t *pool)
     * }
     */
    public static FunctionDescriptor ef_pool_create$descriptor() {
        return ef_pool_create.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_pool_create(const char *name, uint32_t mbufs, uint32_t cache, uint32_t data_room, int32_t socket, uint64_t *pool)
     * }
     */
    public static MemorySegment ef_pool_create$address() {
        return ef_pool_create.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_pool_create(const char *name, uint32_t mbufs, uint32_t cache, uint32_t data_room, int32_t socket, uint64_t *pool)
     * }
     */
    public static int ef_pool_create(MemorySegment name, int mbufs, int cache, int data_room, int socket, MemorySegment pool) {
        var mh$ = ef_pool_create.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_pool_create", name, mbufs, cache, data_room, socket, pool);
            }
            return (int)mh$.invokeExact(name, mbufs, cache, data_room, socket, pool);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_pool_free {
        public static final FunctionDescriptor DESC = FunctionDescriptor.ofVoid(
            eightfold_h.C_LONG
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_pool_free");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * void ef_pool_free(uint64_t pool)
     * }
     */
    public static FunctionDescriptor ef_pool_free$descriptor() {
        return ef_pool_free.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * void ef_pool_free(uint64_t pool)
     * }
     */
    public static MemorySegment ef_pool_free$address() {
        return ef_pool_free.ADDR;
    }

    /**
     * {@snippet lang=c :
     * void ef_pool_free(uint64_t pool)
     * }
     */
    public static void ef_pool_free(long pool) {
        var mh$ = ef_pool_free.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_pool_free", pool);
            }
            mh$.invokeExact(pool);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_pool_size {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_LONG
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_pool_size");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * uint32_t ef_pool_size(uint64_t pool)
     * }
     */
    public static FunctionDescriptor ef_pool_size$descriptor() {
        return ef_pool_size.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * uint32_t ef_pool_size(uint64_t pool)
     * }
     */
    public static MemorySegment ef_pool_size$address() {
        return ef_pool_size.ADDR;
    }

    /**
     * {@snippet lang=c :
     * uint32_t ef_pool_size(uint64_t pool)
     * }
     */
    public static int ef_pool_size(long pool) {
        var mh$ = ef_pool_size.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_pool_size", pool);
            }
            return (int)mh$.invokeExact(pool);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_pool_in_use {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_LONG
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_pool_in_use");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * uint32_t ef_pool_in_use(uint64_t pool)
     * }
     */
    public static FunctionDescriptor ef_pool_in_use$descriptor() {
        return ef_pool_in_use.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * uint32_t ef_pool_in_use(uint64_t pool)
     * }
     */
    public static MemorySegment ef_pool_in_use$address() {
        return ef_pool_in_use.ADDR;
    }

    /**
     * {@snippet lang=c :
     * uint32_t ef_pool_in_use(uint64_t pool)
     * }
     */
    public static int ef_pool_in_use(long pool) {
        var mh$ = ef_pool_in_use.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_pool_in_use", pool);
            }
            return (int)mh$.invokeExact(pool);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_mbuf_alloc {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_LONG,
            eightfold_h.C_POINTER,
            eightfold_h.C_POINTER,
            eightfold_h.C_INT
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_mbuf_alloc");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_mbuf_alloc(uint64_t pool, uint64_t *mbufs, uint64_t *data, uint32_t count)
     * }
     */
    public static FunctionDescriptor ef_mbuf_alloc$descriptor() {
        return ef_mbuf_alloc.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_mbuf_alloc(uint64_t pool, uint64_t *mbufs, uint64_t *data, uint32_t count)
     * }
     */
    public static MemorySegment ef_mbuf_alloc$address() {
        return ef_mbuf_alloc.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_mbuf_alloc(uint64_t pool, uint64_t *mbufs, uint64_t *data, uint32_t count)
     * }
     */
    public static int ef_mbuf_alloc(long pool, MemorySegment mbufs, MemorySegment data, int count) {
        var mh$ = ef_mbuf_alloc.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_mbuf_alloc", pool, mbufs, data, count);
            }
            return (int)mh$.invokeExact(pool, mbufs, data, count);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_mbuf_free {
        public static final FunctionDescriptor DESC = FunctionDescriptor.ofVoid(
            eightfold_h.C_POINTER,
            eightfold_h.C_INT
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_mbuf_free");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * void ef_mbuf_free(uint64_t *mbufs, uint32_t count)
     * }
     */
    public static FunctionDescriptor ef_mbuf_free$descriptor() {
        return ef_mbuf_free.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * void ef_mbuf_free(uint64_t *mbufs, uint32_t count)
     * }
     */
    public static MemorySegment ef_mbuf_free$address() {
        return ef_mbuf_free.ADDR;
    }

    /**
     * {@snippet lang=c :
     * void ef_mbuf_free(uint64_t *mbufs, uint32_t count)
     * }
     */
    public static void ef_mbuf_free(MemorySegment mbufs, int count) {
        var mh$ = ef_mbuf_free.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_mbuf_free", mbufs, count);
            }
            mh$.invokeExact(mbufs, count);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_mbuf_clone {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_LONG,
            eightfold_h.C_LONG,
            eightfold_h.C_POINTER
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_mbuf_clone");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_mbuf_clone(uint64_t pool, uint64_t mbuf, uint64_t *clone)
     * }
     */
    public static FunctionDescriptor ef_mbuf_clone$descriptor() {
        return ef_mbuf_clone.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_mbuf_clone(uint64_t pool, uint64_t mbuf, uint64_t *clone)
     * }
     */
    public static MemorySegment ef_mbuf_clone$address() {
        return ef_mbuf_clone.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_mbuf_clone(uint64_t pool, uint64_t mbuf, uint64_t *clone)
     * }
     */
    public static int ef_mbuf_clone(long pool, long mbuf, MemorySegment clone) {
        var mh$ = ef_mbuf_clone.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_mbuf_clone", pool, mbuf, clone);
            }
            return (int)mh$.invokeExact(pool, mbuf, clone);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_mbuf_copy {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_LONG,
            eightfold_h.C_LONG,
            eightfold_h.C_POINTER
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_mbuf_copy");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_mbuf_copy(uint64_t pool, uint64_t mbuf, uint64_t *copy)
     * }
     */
    public static FunctionDescriptor ef_mbuf_copy$descriptor() {
        return ef_mbuf_copy.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_mbuf_copy(uint64_t pool, uint64_t mbuf, uint64_t *copy)
     * }
     */
    public static MemorySegment ef_mbuf_copy$address() {
        return ef_mbuf_copy.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_mbuf_copy(uint64_t pool, uint64_t mbuf, uint64_t *copy)
     * }
     */
    public static int ef_mbuf_copy(long pool, long mbuf, MemorySegment copy) {
        var mh$ = ef_mbuf_copy.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_mbuf_copy", pool, mbuf, copy);
            }
            return (int)mh$.invokeExact(pool, mbuf, copy);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_device_attach {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_POINTER,
            eightfold_h.C_POINTER
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_device_attach");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_device_attach(const char *devargs, uint16_t *port)
     * }
     */
    public static FunctionDescriptor ef_device_attach$descriptor() {
        return ef_device_attach.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_device_attach(const char *devargs, uint16_t *port)
     * }
     */
    public static MemorySegment ef_device_attach$address() {
        return ef_device_attach.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_device_attach(const char *devargs, uint16_t *port)
     * }
     */
    public static int ef_device_attach(MemorySegment devargs, MemorySegment port) {
        var mh$ = ef_device_attach.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_device_attach", devargs, port);
            }
            return (int)mh$.invokeExact(devargs, port);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_device_detach {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_SHORT
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_device_detach");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_device_detach(uint16_t port)
     * }
     */
    public static FunctionDescriptor ef_device_detach$descriptor() {
        return ef_device_detach.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_device_detach(uint16_t port)
     * }
     */
    public static MemorySegment ef_device_detach$address() {
        return ef_device_detach.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_device_detach(uint16_t port)
     * }
     */
    public static int ef_device_detach(short port) {
        var mh$ = ef_device_detach.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_device_detach", port);
            }
            return (int)mh$.invokeExact(port);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_port_info {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_SHORT,
            eightfold_h.C_POINTER
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_port_info");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_port_info(uint16_t port, struct ef_port_info *out)
     * }
     */
    public static FunctionDescriptor ef_port_info$descriptor() {
        return ef_port_info.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_port_info(uint16_t port, struct ef_port_info *out)
     * }
     */
    public static MemorySegment ef_port_info$address() {
        return ef_port_info.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_port_info(uint16_t port, struct ef_port_info *out)
     * }
     */
    public static int ef_port_info(short port, MemorySegment out) {
        var mh$ = ef_port_info.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_port_info", port, out);
            }
            return (int)mh$.invokeExact(port, out);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_port_start {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_SHORT,
            eightfold_h.C_POINTER
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_port_start");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_port_start(uint16_t port, const struct ef_port_config *config)
     * }
     */
    public static FunctionDescriptor ef_port_start$descriptor() {
        return ef_port_start.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_port_start(uint16_t port, const struct ef_port_config *config)
     * }
     */
    public static MemorySegment ef_port_start$address() {
        return ef_port_start.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_port_start(uint16_t port, const struct ef_port_config *config)
     * }
     */
    public static int ef_port_start(short port, MemorySegment config) {
        var mh$ = ef_port_start.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_port_start", port, config);
            }
            return (int)mh$.invokeExact(port, config);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_port_stop {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_SHORT
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_port_stop");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_port_stop(uint16_t port)
     * }
     */
    public static FunctionDescriptor ef_port_stop$descriptor() {
        return ef_port_stop.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_port_stop(uint16_t port)
     * }
     */
    public static MemorySegment ef_port_stop$address() {
        return ef_port_stop.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_port_stop(uint16_t port)
     * }
     */
    public static int ef_port_stop(short port) {
        var mh$ = ef_port_stop.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_port_stop", port);
            }
            return (int)mh$.invokeExact(port);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_port_stats {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_SHORT,
            eightfold_h.C_POINTER
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_port_stats");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_port_stats(uint16_t port, struct ef_port_stats *out)
     * }
     */
    public static FunctionDescriptor ef_port_stats$descriptor() {
        return ef_port_stats.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_port_stats(uint16_t port, struct ef_port_stats *out)
     * }
     */
    public static MemorySegment ef_port_stats$address() {
        return ef_port_stats.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_port_stats(uint16_t port, struct ef_port_stats *out)
     * }
     */
    public static int ef_port_stats(short port, MemorySegment out) {
        var mh$ = ef_port_stats.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_port_stats", port, out);
            }
            return (int)mh$.invokeExact(port, out);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_port_link {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_SHORT,
            eightfold_h.C_POINTER
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_port_link");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_port_link(uint16_t port, struct ef_link *out)
     * }
     */
    public static FunctionDescriptor ef_port_link$descriptor() {
        return ef_port_link.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_port_link(uint16_t port, struct ef_link *out)
     * }
     */
    public static MemorySegment ef_port_link$address() {
        return ef_port_link.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_port_link(uint16_t port, struct ef_link *out)
     * }
     */
    public static int ef_port_link(short port, MemorySegment out) {
        var mh$ = ef_port_link.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_port_link", port, out);
            }
            return (int)mh$.invokeExact(port, out);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_turn {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_POINTER
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_turn");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_turn(struct ef_turn *turn)
     * }
     */
    public static FunctionDescriptor ef_turn$descriptor() {
        return ef_turn.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_turn(struct ef_turn *turn)
     * }
     */
    public static MemorySegment ef_turn$address() {
        return ef_turn.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_turn(struct ef_turn *turn)
     * }
     */
    public static int ef_turn(MemorySegment turn) {
        var mh$ = ef_turn.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_turn", turn);
            }
            return (int)mh$.invokeExact(turn);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_tx {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_POINTER
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_tx");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_tx(struct ef_tx_group *group)
     * }
     */
    public static FunctionDescriptor ef_tx$descriptor() {
        return ef_tx.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_tx(struct ef_tx_group *group)
     * }
     */
    public static MemorySegment ef_tx$address() {
        return ef_tx.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_tx(struct ef_tx_group *group)
     * }
     */
    public static int ef_tx(MemorySegment group) {
        var mh$ = ef_tx.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_tx", group);
            }
            return (int)mh$.invokeExact(group);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_interface_set_mtu {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_POINTER,
            eightfold_h.C_SHORT
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_interface_set_mtu");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_interface_set_mtu(const char *name, uint16_t mtu)
     * }
     */
    public static FunctionDescriptor ef_interface_set_mtu$descriptor() {
        return ef_interface_set_mtu.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_interface_set_mtu(const char *name, uint16_t mtu)
     * }
     */
    public static MemorySegment ef_interface_set_mtu$address() {
        return ef_interface_set_mtu.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_interface_set_mtu(const char *name, uint16_t mtu)
     * }
     */
    public static int ef_interface_set_mtu(MemorySegment name, short mtu) {
        var mh$ = ef_interface_set_mtu.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_interface_set_mtu", name, mtu);
            }
            return (int)mh$.invokeExact(name, mtu);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_interface_claim {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_POINTER
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_interface_claim");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_interface_claim(const char *name)
     * }
     */
    public static FunctionDescriptor ef_interface_claim$descriptor() {
        return ef_interface_claim.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_interface_claim(const char *name)
     * }
     */
    public static MemorySegment ef_interface_claim$address() {
        return ef_interface_claim.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_interface_claim(const char *name)
     * }
     */
    public static int ef_interface_claim(MemorySegment name) {
        var mh$ = ef_interface_claim.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_interface_claim", name);
            }
            return (int)mh$.invokeExact(name);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_interface_release {
        public static final FunctionDescriptor DESC = FunctionDescriptor.ofVoid(
            eightfold_h.C_INT
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_interface_release");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * void ef_interface_release(int32_t claim)
     * }
     */
    public static FunctionDescriptor ef_interface_release$descriptor() {
        return ef_interface_release.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * void ef_interface_release(int32_t claim)
     * }
     */
    public static MemorySegment ef_interface_release$address() {
        return ef_interface_release.ADDR;
    }

    /**
     * {@snippet lang=c :
     * void ef_interface_release(int32_t claim)
     * }
     */
    public static void ef_interface_release(int claim) {
        var mh$ = ef_interface_release.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_interface_release", claim);
            }
            mh$.invokeExact(claim);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_tap_open {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_POINTER,
            eightfold_h.C_POINTER,
            eightfold_h.C_SHORT
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_tap_open");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_tap_open(const char *name, const uint8_t *mac, uint16_t mtu)
     * }
     */
    public static FunctionDescriptor ef_tap_open$descriptor() {
        return ef_tap_open.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_tap_open(const char *name, const uint8_t *mac, uint16_t mtu)
     * }
     */
    public static MemorySegment ef_tap_open$address() {
        return ef_tap_open.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_tap_open(const char *name, const uint8_t *mac, uint16_t mtu)
     * }
     */
    public static int ef_tap_open(MemorySegment name, MemorySegment mac, short mtu) {
        var mh$ = ef_tap_open.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_tap_open", name, mac, mtu);
            }
            return (int)mh$.invokeExact(name, mac, mtu);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_tap_read {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_INT,
            eightfold_h.C_LONG,
            eightfold_h.C_INT
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_tap_read");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_tap_read(int32_t fd, uint64_t data, uint32_t capacity)
     * }
     */
    public static FunctionDescriptor ef_tap_read$descriptor() {
        return ef_tap_read.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_tap_read(int32_t fd, uint64_t data, uint32_t capacity)
     * }
     */
    public static MemorySegment ef_tap_read$address() {
        return ef_tap_read.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_tap_read(int32_t fd, uint64_t data, uint32_t capacity)
     * }
     */
    public static int ef_tap_read(int fd, long data, int capacity) {
        var mh$ = ef_tap_read.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_tap_read", fd, data, capacity);
            }
            return (int)mh$.invokeExact(fd, data, capacity);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_tap_write {
        public static final FunctionDescriptor DESC = FunctionDescriptor.of(
            eightfold_h.C_INT,
            eightfold_h.C_INT,
            eightfold_h.C_LONG,
            eightfold_h.C_INT
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_tap_write");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * int32_t ef_tap_write(int32_t fd, uint64_t data, uint32_t length)
     * }
     */
    public static FunctionDescriptor ef_tap_write$descriptor() {
        return ef_tap_write.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * int32_t ef_tap_write(int32_t fd, uint64_t data, uint32_t length)
     * }
     */
    public static MemorySegment ef_tap_write$address() {
        return ef_tap_write.ADDR;
    }

    /**
     * {@snippet lang=c :
     * int32_t ef_tap_write(int32_t fd, uint64_t data, uint32_t length)
     * }
     */
    public static int ef_tap_write(int fd, long data, int length) {
        var mh$ = ef_tap_write.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_tap_write", fd, data, length);
            }
            return (int)mh$.invokeExact(fd, data, length);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }

    private static class ef_tap_close {
        public static final FunctionDescriptor DESC = FunctionDescriptor.ofVoid(
            eightfold_h.C_INT
        );

        public static final MemorySegment ADDR = SYMBOL_LOOKUP.findOrThrow("ef_tap_close");

        public static final MethodHandle HANDLE = Linker.nativeLinker().downcallHandle(ADDR, DESC);
    }

    /**
     * Function descriptor for:
     * {@snippet lang=c :
     * void ef_tap_close(int32_t fd)
     * }
     */
    public static FunctionDescriptor ef_tap_close$descriptor() {
        return ef_tap_close.DESC;
    }

    /**
     * Address for:
     * {@snippet lang=c :
     * void ef_tap_close(int32_t fd)
     * }
     */
    public static MemorySegment ef_tap_close$address() {
        return ef_tap_close.ADDR;
    }

    /**
     * {@snippet lang=c :
     * void ef_tap_close(int32_t fd)
     * }
     */
    public static void ef_tap_close(int fd) {
        var mh$ = ef_tap_close.HANDLE;
        try {
            if (TRACE_DOWNCALLS) {
                traceDowncall("ef_tap_close", fd);
            }
            mh$.invokeExact(fd);
        } catch (Error | RuntimeException ex) {
           throw ex;
        } catch (Throwable ex$) {
           throw new AssertionError("should not reach here", ex$);
        }
    }
}
