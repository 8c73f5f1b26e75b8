// SPDX-License-Identifier: Apache-2.0
// A host that pings across the fabric all the time.
package io.eightfold.lab.fabric;

import io.eightfold.host.link.LinkException;
import io.eightfold.host.link.PacketSocketLink;
import io.eightfold.host.stack.HostConfig;
import io.eightfold.host.stack.HostNotice;
import io.eightfold.host.stack.HostRole;
import io.eightfold.host.stack.HostStack;
import io.eightfold.host.stack.SendOptions;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Fabric;
import io.eightfold.lab.topology.Station;
import io.eightfold.wire.address.Ipv8Address;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Numbered echo requests at a steady rate from the stack that {@code ipv8 ping} uses, with both gateways; a request without a reply is lost, whichever way it was
 * lost. Thread: its own; the public side any.
 */
final class EchoProbe implements AutoCloseable {
    static final int RATE_PPS = 200;
    private static final int BUFFER_BYTES = 4 << 20;
    private static final int MAX_PROBES = 1 << 21;
    private static final int SEQUENCES = 1 << 16;
    /** How long a reply may take. */
    private static final long GRACE_MS = 500;
    private static final byte[] PAYLOAD = new byte[56];

    private final HostStack stack;
    private final Ipv8Address destination;
    private final int firstId = (int) (ProcessHandle.current().pid() & 0x7FFF) << 1;
    /** Written by the probe's thread: when each was sent, and how long its reply took; 0 for none. */
    private final long[] sentNs = new long[MAX_PROBES];
    private final int[] tookUs = new int[MAX_PROBES];
    private final Thread thread;
    private volatile int next;
    private volatile int replies;
    private volatile boolean isStopping;
    private volatile LinkException fault;

    /**
     * What became of a part of the stream.
     *
     * @param outageMs    from the last request that was answered before the longest series without answers to the first one after it, or to the last request when there is none yet; 0 without losses
     * @param medianUs    of the round trips; 0 without any
     */
    record Account(int sent, int lost, double outageMs, int medianUs) {
    }

    private EchoProbe(HostStack stack, Ipv8Address destination) {
        this.stack = stack;
        this.destination = destination;
        this.thread = Thread.ofPlatform().name("echo-probe").daemon().start(this::run);
    }

    /** Begins to ping a station's address. */
    static EchoProbe start(Scene scene, String from, String to) {
        Station.Ipv8Host host = (Station.Ipv8Host) scene.topology().station(from);
        HostConfig config = new HostConfig(host.port().addresses().getFirst(), host.gateways().getFirst(), host.gateways().getLast(), HostConfig.DEFAULT_ETHER_TYPE,
            HostRole.GUEST, false);
        try {
            return new EchoProbe(new HostStack(config, PacketSocketLink.open(scene.namespace(from), host.port().name(), BUFFER_BYTES)), Ipv8Address.parse(to));
        } catch (LinkException e) {
            throw new LabException("no probes: " + e.getMessage(), e);
        }
    }

    /** The probe from west to east. */
    static EchoProbe across(Scene scene) {
        return start(scene, Fabric.WEST.host8(), Fabric.EAST.address8(Fabric.HOST8));
    }

    private void run() {
        stack.onNotice(this::onNotice);
        long intervalNs = TimeUnit.SECONDS.toNanos(1) / RATE_PPS;
        long dueNs = stack.nowNs();
        try {
            while (!isStopping && next < MAX_PROBES) {
                long waitNs = dueNs - stack.nowNs();
                if (waitNs <= 0) {
                    send(next);
                    // A thread that was not scheduled starts anew: a burst of all it owes would test queues, not routes.
                    dueNs = waitNs < -TimeUnit.MILLISECONDS.toNanos(50) ? stack.nowNs() + intervalNs : dueNs + intervalNs;
                    continue;
                }
                stack.turn(TimeUnit.NANOSECONDS.toMillis(waitNs) + 1);
            }
        } catch (LinkException e) {
            fault = e;
        }
    }

    private void send(int number) {
        sentNs[number] = stack.nowNs();
        stack.sendEcho(destination, firstId + number / SEQUENCES, number % SEQUENCES, PAYLOAD, new SendOptions(SendOptions.DEFAULT_TTL, false));
        next = number + 1;
    }

    private void onNotice(HostNotice notice) {
        if (notice instanceof HostNotice.EchoReply reply && reply.from().equals(destination)) {
            int number = (reply.id() - firstId) * SEQUENCES + reply.sequence();
            if (number >= 0 && number < next && tookUs[number] == 0) {
                tookUs[number] = (int) Math.max(1, TimeUnit.NANOSECONDS.toMicros(reply.atNs() - sentNs[number]));
                replies++;
            }
        }
    }

    /** The number of the request that is sent next. */
    int next() {
        return next;
    }

    /** Replies so far. */
    int replies() {
        return replies;
    }

    /** Whether the requests of a time that ended half a second ago were all answered. */
    boolean isCleanFor(long ms) {
        int end = next - (int) (GRACE_MS * RATE_PPS / 1000);
        int first = end - (int) (ms * RATE_PPS / 1000);
        return first >= 0 && account(first, end).lost() == 0;
    }

    /** The account from a number to now, once everything had its time. */
    Account settle(int first) {
        int end = next;
        pause(GRACE_MS);
        if (fault != null) {
            throw new LabException("the probe broke off: " + fault.getMessage(), fault);
        }
        return account(first, end);
    }

    /** The account from a number to before another. */
    Account account(int first, int end) {
        // What the probe's thread wrote before its last reply is seen from here on.
        assert replies >= 0;
        int lost = 0;
        int lastAnswered = -1;
        long outageNs = 0;
        int[] times = new int[end - first];
        for (int number = first; number < end; number++) {
            if (tookUs[number] == 0) {
                lost++;
                continue;
            }
            times[number - first - lost] = tookUs[number];
            if (lastAnswered >= 0 && number - lastAnswered > 1) {
                outageNs = Math.max(outageNs, sentNs[number] - sentNs[lastAnswered]);
            }
            lastAnswered = number;
        }
        if (lastAnswered >= 0 && lastAnswered < end - 1) {
            outageNs = Math.max(outageNs, sentNs[end - 1] - sentNs[lastAnswered]);
        }
        int answered = end - first - lost;
        Arrays.sort(times, 0, answered);
        return new Account(end - first, lost, outageNs / 1e6, answered == 0 ? 0 : times[answered / 2]);
    }

    /** Lets it run. */
    static void pause(long ms) {
        io.eightfold.lab.process.Wait.pause(ms);
    }

    @Override
    public void close() {
        isStopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stack.close();
    }
}
