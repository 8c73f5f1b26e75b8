// SPDX-License-Identifier: Apache-2.0
// The contract of a link that carries whole Ethernet frames to and from native memory.
package io.eightfold.host.link;

/**
 * One interface, seen as a pair of frame streams. Frames start at the destination MAC address and carry neither preamble nor FCS.
 * <p>Thread: session, one owner calls {@link #receive} and {@link #send}; {@link #close} may come from any.
 */
public interface RawLink extends AutoCloseable {

    /**
     * Waits for one frame and copies it to native memory. A frame longer than the capacity is cut to it; the length fields inside then
     * announce more than there is, so the caller's checks refuse it.
     *
     * @param address       where the frame goes
     * @param capacityBytes what fits there
     * @param timeoutMs     longest wait; 0 takes only what is there already
     * @return the frame's length in bytes, or 0 if none came in time
     * @throws LinkException if the interface is gone
     */
    int receive(long address, int capacityBytes, long timeoutMs);

    /**
     * Whether the sender of the frame received last left its transport checksum to hardware that no wire ever asked for it. That is what
     * the kernel does between two ends of a veth pair; such a checksum says nothing about the data and must not be verified.
     */
    default boolean isChecksumPending() {
        return false;
    }

    /**
     * Sends one frame.
     *
     * @throws LinkException if the interface did not take it (down, gone, or the frame is longer than its MTU allows)
     */
    void send(long address, int lengthBytes);

    /** The interface's MAC address in the low 48 bits. */
    long mac();

    /** Largest packet, Ethernet header not counted, in bytes. */
    int mtu();

    @Override
    void close();
}
