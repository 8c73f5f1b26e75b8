// SPDX-License-Identifier: Apache-2.0
// Messages of RTR.
package io.eightfold.whois8.server.rtr;

import java.util.Arrays;

/** What a cache sends or takes; serials are unsigned. Thread: any; immutable. */
public sealed interface Pdu {
    /** The highest version spoken here. */
    int MAX_VERSION = 1;

    /** 0 (RFC 6810) or 1 (RFC 8210). */
    int version();

    record SerialNotify(int version, int session, int serial) implements Pdu {
    }

    record SerialQuery(int version, int session, int serial) implements Pdu {
    }

    record ResetQuery(int version) implements Pdu {
    }

    record CacheResponse(int version, int session) implements Pdu {
    }

    /** @param vrp see {@link Vrp} */
    record Ipv4Prefix(int version, boolean isAnnouncement, long vrp) implements Pdu {
    }

    /** Times are not on the wire in version 0, and 0 here. */
    record EndOfData(int version, int session, int serial, int refreshS, int retryS, int expireS) implements Pdu {
    }

    record CacheReset(int version) implements Pdu {
    }

    /** @param pdu the PDU it is about, as it came, perhaps only its beginning; may be empty */
    record ErrorReport(int version, int code, byte[] pdu, String text) implements Pdu {
        public ErrorReport {
            pdu = pdu.clone();
        }

        @Override
        public boolean equals(final Object other) {
            return other instanceof ErrorReport report && version == report.version && code == report.code && Arrays.equals(pdu, report.pdu) && text.equals(report.text);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(pdu) * 31 + text.hashCode();
        }
    }
}
