// SPDX-License-Identifier: Apache-2.0
// Records as text.
package io.eightfold.whois8.server.text;

import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.wire.address.Ipv8Address;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;

/** Records as objects of RPSL form: {@code name: value}, values in one column. Thread: session. */
final class ObjectText {
    private static final int NAME_WIDTH = 16;
    private final AnswerWriter answer;
    private final boolean isKeysOnly;
    private final long nowS;

    ObjectText(final AnswerWriter answer, final boolean isKeysOnly, final long nowS) {
        this.answer = answer;
        this.isKeysOnly = isKeysOnly;
        this.nowS = nowS;
    }

    void write(final AsnRecord asn) throws IOException {
        line("aut-num", as(asn.asn()));
        if (!isKeysOnly) {
            line("org", asn.handle());
            line("holder", asn.holder());
            line("country", asn.country());
            state(asn);
            if (asn.hasEndpoint()) {
                line("endpoint-8to4", ipv4(asn.endpoint()));
            }
            origin(asn);
        }
        answer.endBlock();
    }

    void write(final RouteRecord route) throws IOException {
        line("route8", route.prefix().toString());
        line("origin", as(route.asn()));
        if (!isKeysOnly) {
            line("max-len", Integer.toString(route.maxLength()));
            state(route);
            origin(route);
        }
        answer.endBlock();
    }

    /** The holder, as an object of its own: the registry keeps it with the ASN. */
    void writeOrganisation(final AsnRecord asn) throws IOException {
        line("organisation", asn.handle());
        if (!isKeysOnly) {
            line("org-name", asn.holder());
            line("country", asn.country());
            line("source", asn.rir().toUpperCase(Locale.ROOT));
        }
        answer.endBlock();
    }

    void writeEndpoint(final AsnRecord asn) throws IOException {
        line("endpoint-8to4", ipv4(asn.endpoint()));
        line("aut-num", as(asn.asn()));
        if (!isKeysOnly) {
            state(asn);
            origin(asn);
        }
        answer.endBlock();
    }

    void line(final String name, final String value) {
        answer.line((name + ":" + " ".repeat(NAME_WIDTH)).substring(0, NAME_WIDTH) + value);
    }

    static String as(final int asn) {
        return "AS" + Integer.toUnsignedString(asn);
    }

    static String ipv4(final int address) {
        return Ipv8Address.ofIpv4(address).toString();
    }

    private void state(final RegistryRecord value) {
        line("status", value.status().word());
        line("expires", time(value.expiryS()));
        if (value.status() == RecordStatus.ACTIVE && !value.isActive(nowS)) {
            line("remarks", "expired: it counts as if it were revoked");
        }
    }

    private void origin(final RegistryRecord value) {
        line("last-modified", time(value.changedS()));
        line("source", value.rir().toUpperCase(Locale.ROOT));
    }

    static String time(final long timeS) {
        return Instant.ofEpochSecond(timeS).toString();
    }
}
