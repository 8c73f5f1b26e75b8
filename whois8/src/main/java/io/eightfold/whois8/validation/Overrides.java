// SPDX-License-Identifier: Apache-2.0
// The operator's own exceptions.
package io.eightfold.whois8.validation;

import java.util.List;

/**
 * Local exceptions (RFC 8416): filters take records away, assertions add. {@link OverrideFiles} reads them. Thread: any; immutable.
 *
 * @param filters    what is taken from all registries
 * @param assertions what counts as an active record of no registry
 */
public record Overrides(List<Filter> filters, List<Assertion> assertions) {
    public static final Overrides NONE = new Overrides(List.of(), List.of());

    public Overrides {
        filters = List.copyOf(filters);
        assertions = List.copyOf(assertions);
    }

    /**
     * Takes route records away whose prefix lies within its own; without a prefix it takes the ASN's own record away too.
     *
     * @param asn    of the records, null: any
     * @param length host length, -1: no prefix, all records of the ASN
     * @param origin file and comment, for people
     */
    public record Filter(Integer asn, int host, int length, String origin) {
        public boolean hasPrefix() {
            return length >= 0;
        }
    }

    /** A route that is valid whatever the registries say. */
    public record Assertion(int asn, int host, int length, int maxLength, String origin) {
    }

    public boolean isEmpty() {
        return filters.isEmpty() && assertions.isEmpty();
    }
}
