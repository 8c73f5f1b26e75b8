// SPDX-License-Identifier: Apache-2.0
// What a line asks.
package io.eightfold.whois8.server.text;

import io.eightfold.wire.address.Ipv8Prefix;
import java.util.List;
import java.util.Set;

/**
 * A parsed line.
 *
 * @param subject      what is looked for; null when the line holds flags only
 * @param isKeptOpen   {@code -k}: further queries follow on the connection
 * @param isKeysOnly   {@code -K}
 * @param types        of objects that are wanted, in lower case; empty for all
 * @param sources      registries that are wanted, in lower case; empty for all
 * @param ignoredFlags that no client is known to send
 */
record Query(Subject subject, Scope scope, boolean isKeptOpen, boolean isKeysOnly, Set<String> types, Set<String> sources, List<String> ignoredFlags) {
    /** Which routes a prefix finds. */
    enum Scope {
        /** The prefix itself, and when there is none, what covers it. */
        EXACT_OR_COVERING,
        /** -x */
        EXACT,
        /** -l: what covers it most closely, not itself. */
        ONE_LESS,
        /** -L: itself and all that covers it. */
        ALL_LESS,
        /** -m: what lies in it, without what lies in that. */
        ONE_MORE,
        /** -M: all that lies in it, not itself. */
        ALL_MORE
    }

    /** What is looked for. */
    sealed interface Subject {
    }

    record Asn(int asn) implements Subject {
    }

    /** @param prefix within one ASN */
    record Prefix(Ipv8Prefix prefix) implements Subject {
    }

    record Handle(String handle) implements Subject {
    }

    /** All records of an ASN. */
    record Bulk(int asn) implements Subject {
    }

    record Endpoint(int asn) implements Subject {
    }

    record Validate(Ipv8Prefix prefix) implements Subject {
    }

    record Template(String type) implements Subject {
    }

    record Info(String what) implements Subject {
    }

    record Help() implements Subject {
    }

    boolean wants(final String type) {
        return types.isEmpty() || types.contains(type);
    }

    boolean wantsSource(final String rir) {
        return sources.isEmpty() || sources.contains(rir);
    }
}
