// SPDX-License-Identifier: Apache-2.0
// One neighbor, from the first probe to the end of its lifetime.
package io.eightfold.host.stack;

import io.eightfold.wire.address.Ipv8Address;
import java.util.ArrayDeque;
import java.util.Queue;

/** An entry of the {@link NeighborTable}. Thread: session, the stack's owner. */
final class Neighbor {
    /** What the neighbor understands; decided by the kind of ARP it answers. */
    enum Capability { UNKNOWN, IPV4_ONLY, IPV8 }

    static final int QUEUE_CAPACITY = 8;

    private final long addressBits;
    private final Queue<byte[]> waiting = new ArrayDeque<>(QUEUE_CAPACITY);
    private Capability capability = Capability.UNKNOWN;
    private long mac;
    private long deadlineNs;
    private int attempts;
    private boolean plainArpSent;

    Neighbor(long addressBits) {
        this.addressBits = addressBits;
    }

    long addressBits() {
        return addressBits;
    }

    Ipv8Address address() {
        return Ipv8Address.ofBits(addressBits);
    }

    Capability capability() {
        return capability;
    }

    boolean isProbing() {
        return capability == Capability.UNKNOWN;
    }

    long mac() {
        return mac;
    }

    int attempts() {
        return attempts;
    }

    /** Whether the second half of the dual probe went out, so that an answer to plain ARP may decide. */
    boolean isPlainArpSent() {
        return plainArpSent;
    }

    boolean isDue(long nowNs) {
        return deadlineNs - nowNs <= 0;
    }

    long remainingNs(long nowNs) {
        return Math.max(0, deadlineNs - nowNs);
    }

    void beginAttempt(long nextStepNs) {
        attempts++;
        plainArpSent = false;
        deadlineNs = nextStepNs;
    }

    void plainArpSent(long nextAttemptNs) {
        plainArpSent = true;
        deadlineNs = nextAttemptNs;
    }

    void resolved(Capability learned, long learnedMac, long expiryNs) {
        capability = learned;
        mac = learnedMac;
        deadlineNs = expiryNs;
    }

    /** Keeps a packet until the neighbor answers; false if the queue is full. */
    boolean enqueue(byte[] packet) {
        return waiting.size() < QUEUE_CAPACITY && waiting.add(packet);
    }

    /** The next waiting packet, or null. */
    byte[] dequeue() {
        return waiting.poll();
    }
}
