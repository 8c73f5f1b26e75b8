// SPDX-License-Identifier: Apache-2.0
// The two gateways of a host, and which of them lives.
package io.eightfold.host.stack;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * The even/odd pair of draft-thain-ipv8-02: both are active, even destinations go by the even one, odd ones by the other. With two, each is asked by ARP8 five
 * times a second; one that is silent for 700 ms is left alone, and comes back when it has answered for 5 s: a router answers ARP8 before it has its routes. While
 * neither answers nothing is changed. A single gateway is never asked.
 * <p>Thread: session, the stack's owner.
 */
final class Gateways {
    static final long ASK_NS = TimeUnit.MILLISECONDS.toNanos(200);
    static final long SILENCE_NS = TimeUnit.MILLISECONDS.toNanos(700);
    static final long PROVE_NS = TimeUnit.SECONDS.toNanos(5);

    private final Gateway even;
    private final Gateway odd;
    private long nextAskNs;
    private boolean isStarted;

    private static final class Gateway {
        private final long bits;
        private long heardNs;
        private long livesSinceNs;
        private boolean isAlive = true;

        private Gateway(long bits) {
            this.bits = bits;
        }

        private void heard(long nowNs) {
            livesSinceNs = nowNs - heardNs > SILENCE_NS ? nowNs : livesSinceNs;
            heardNs = nowNs;
        }

        private void onTime(long nowNs) {
            if (nowNs - heardNs > SILENCE_NS) {
                isAlive = false;
            } else if (!isAlive) {
                isAlive = nowNs - livesSinceNs >= PROVE_NS;
            }
        }
    }

    /**
     * @param first  bits of a gateway, or {@link HostRoutes#NO_NEXT_HOP}
     * @param second bits of the other one, or {@link HostRoutes#NO_NEXT_HOP}
     */
    Gateways(long first, long second) {
        boolean isSecondEven = second != HostRoutes.NO_NEXT_HOP && (second & 1) == 0 && (first & 1) != 0;
        even = new Gateway(isSecondEven ? second : first);
        odd = new Gateway(isSecondEven ? first : second);
    }

    /** The bits of the gateway for a destination. */
    long choose(long destination) {
        if (!isPair()) {
            return even.bits;
        }
        Gateway wanted = (destination & 1) == 0 ? even : odd;
        Gateway other = wanted == even ? odd : even;
        return wanted.isAlive || !other.isAlive ? wanted.bits : other.bits;
    }

    /** An ARP8 message of a neighbour came. */
    void heard(long senderBits, long nowNs) {
        if (senderBits == even.bits) {
            even.heard(nowNs);
        } else if (senderBits == odd.bits) {
            odd.heard(nowNs);
        }
    }

    /** Asks when it is time, and takes note of who is silent. */
    void onTime(long nowNs, LongConsumer ask) {
        if (!isPair()) {
            return;
        }
        if (!isStarted) {
            start(nowNs);
        }
        if (nextAskNs - nowNs <= 0) {
            nextAskNs = nowNs + ASK_NS;
            ask.accept(even.bits);
            ask.accept(odd.bits);
        }
        even.onTime(nowNs);
        odd.onTime(nowNs);
    }

    private void start(long nowNs) {
        isStarted = true;
        nextAskNs = nowNs;
        even.heardNs = nowNs;
        odd.heardNs = nowNs;
    }

    /** Time to the next question; {@link Long#MAX_VALUE} if there is none. */
    long remainingNs(long nowNs) {
        if (!isPair()) {
            return Long.MAX_VALUE;
        }
        return isStarted ? Math.max(0, nextAskNs - nowNs) : 0;
    }

    private boolean isPair() {
        return odd.bits != HostRoutes.NO_NEXT_HOP;
    }
}
