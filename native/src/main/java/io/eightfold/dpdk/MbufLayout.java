// SPDX-License-Identifier: Apache-2.0
// Where the fields of an mbuf lie, as the shim was compiled.
package io.eightfold.dpdk;

import io.eightfold.dpdk.binding.ef_layout;
import io.eightfold.dpdk.binding.eightfold_h;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Byte offsets into {@code struct rte_mbuf} for code that holds mbuf handles. All fields are in native byte order. Thread: any. */
public final class MbufLayout {
    /** 8 bytes: address of the buffer; data starts {@link #DATA_OFF} further on. */
    public static final int BUF_ADDR;
    /** 2 bytes: start of the data within the buffer. */
    public static final int DATA_OFF;
    /** 2 bytes: port the frame came in by; {@link #NO_PORT} on a fresh buffer. */
    public static final int PORT;
    /** 2 bytes: length of the (only) segment in bytes. */
    public static final int DATA_LEN;
    /** 4 bytes: length of the packet in bytes; equal to {@link #DATA_LEN} here, where every packet is one segment. */
    public static final int PKT_LEN;
    /** Bytes free before the data of a fresh buffer. */
    public static final int HEADROOM_BYTES;
    /** {@code RTE_MBUF_PORT_INVALID}. */
    public static final int NO_PORT = 0xFFFF;
    /** DPDK's release, such as {@code 22.11.11}. */
    public static final String DPDK_RELEASE;

    static {
        NativeLibrary.load();
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment layout = ef_layout.allocate(arena);
            eightfold_h.ef_layout_of(layout);
            BUF_ADDR = ef_layout.mbuf_buf_addr(layout);
            DATA_OFF = ef_layout.mbuf_data_off(layout);
            PORT = ef_layout.mbuf_port(layout);
            DATA_LEN = ef_layout.mbuf_data_len(layout);
            PKT_LEN = ef_layout.mbuf_pkt_len(layout);
            HEADROOM_BYTES = ef_layout.mbuf_headroom(layout);
            DPDK_RELEASE = "%d.%02d.%d".formatted(ef_layout.dpdk_year(layout), ef_layout.dpdk_month(layout), ef_layout.dpdk_minor(layout));
        }
    }

    private MbufLayout() {
    }
}
