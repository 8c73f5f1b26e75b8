// SPDX-License-Identifier: Apache-2.0
// What a speaker says in its OPEN that it can.
package io.eightfold.bgp8.message;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** What a speaker says in its OPEN that it can. Source: RFC 5492; codes: IANA "Capability Codes". Thread: any; immutable. */
public sealed interface Capability {
    /** A family that a capability is about. */
    record Family(int afi, int safi) {
        static Family of(final Carrier carrier) {
            return new Family(carrier.afi(), carrier.safi());
        }
    }

    /** Code of the capability, 1 byte. */
    int code();

    /** Routes of a family. Source: RFC 4760 §8. */
    record Multiprotocol(Family family) implements Capability {
        static final int CODE = 1;

        public Multiprotocol(final Carrier carrier) {
            this(Family.of(carrier));
        }

        @Override
        public int code() {
            return CODE;
        }
    }

    /** ROUTE-REFRESH is understood. Source: RFC 2918 §2. @param isOld by the code of before the standard, which is read only */
    record RouteRefresh(boolean isOld) implements Capability {
        static final int CODE = 2;
        static final int OLD_CODE = 128;

        @Override
        public int code() {
            return isOld ? OLD_CODE : CODE;
        }
    }

    /** Messages may have 65,535 bytes. Source: RFC 8654 §3. */
    record ExtendedMessage() implements Capability {
        static final int CODE = 6;

        @Override
        public int code() {
            return CODE;
        }
    }

    /** What router the speaker is to its peer. Source: RFC 9234 §4.1. @param value of the role, which need not be one that exists */
    record RouterRole(int value) implements Capability {
        static final int CODE = 9;

        @Override
        public int code() {
            return CODE;
        }
    }

    /** Restarts without loss. Source: RFC 4724 §3, RFC 8538 §2. */
    record GracefulRestart(boolean hasRestarted, boolean isForNotification, int restartTimeS, List<Kept> families) implements Capability {
        static final int CODE = 64;

        /** A family that stays. @param isPreserved it was forwarded all the time */
        public record Kept(Family family, boolean isPreserved) {
        }

        public GracefulRestart {
            families = List.copyOf(families);
        }

        @Override
        public int code() {
            return CODE;
        }
    }

    /** ASNs have 32 bits. Source: RFC 6793 §3. */
    record FourOctetAsn(int asn) implements Capability {
        static final int CODE = 65;

        @Override
        public int code() {
            return CODE;
        }
    }

    /** Several paths a prefix. Source: RFC 7911 §4. */
    record AddPath(List<Paths> families) implements Capability {
        static final int CODE = 69;
        /** The speaker takes several. */
        public static final int RECEIVE = 1;
        /** The speaker tells several. */
        public static final int SEND = 2;

        /** A family. @param mode {@link #RECEIVE}, {@link #SEND} or the sum of both */
        public record Paths(Family family, int mode) {
        }

        public AddPath {
            families = List.copyOf(families);
        }

        @Override
        public int code() {
            return CODE;
        }
    }

    /** Begin and end of a refresh are told. Source: RFC 7313 §3. */
    record EnhancedRefresh() implements Capability {
        static final int CODE = 70;

        @Override
        public int code() {
            return CODE;
        }
    }

    /** Stale routes may be kept long. Source: RFC 9494 §3. */
    record LongLived(List<Stale> families) implements Capability {
        static final int CODE = 71;

        /** A family. @param staleS seconds, 24 bits */
        public record Stale(Family family, boolean isPreserved, int staleS) {
        }

        public LongLived {
            families = List.copyOf(families);
        }

        @Override
        public int code() {
            return CODE;
        }
    }

    /** One that we do not know; it is ignored, and shown. */
    record Unknown(int code, byte[] value) implements Capability {
        @Override
        public boolean equals(final Object other) {
            return other instanceof Unknown that && that.code == code && Arrays.equals(that.value, value);
        }

        @Override
        public int hashCode() {
            return 31 * code + Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "Unknown[code=" + code + ", value=" + HexFormat.of().formatHex(value) + ']';
        }
    }
}
