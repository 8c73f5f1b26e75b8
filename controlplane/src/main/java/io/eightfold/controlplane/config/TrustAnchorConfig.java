// SPDX-License-Identifier: Apache-2.0
// A registry's trust anchor as a line of the configuration says it.
package io.eightfold.controlplane.config;

import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A registry's trust anchor as a line of the configuration says it. Thread: any; immutable.
 *
 * @param rir  name of the registry
 * @param key  its public key, 32 bytes of Ed25519 in Base64
 * @param asns of which ASNs it may speak: numbers and ranges between commas, or {@code all}
 */
public record TrustAnchorConfig(String rir, String key, String asns) {
    private static final String RIR_START = "rir=";
    private static final String KEY_START = "key=";
    private static final String ASNS_START = "asns=";
    private static final int KEY_LENGTH_BYTES = 32;
    private static final Pattern RIR = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final String ALL = "all";
    private static final int MAX_RANGES = 256;

    static final ValueKind<String> RIR_KIND = kind(RIR_START, "the registry's name: rir= and 1 to 32 lower-case letters, digits or hyphens", TrustAnchorConfig::checkRir);
    static final ValueKind<String> KEY_KIND = kind(KEY_START, "the registry's public key: key= and 32 bytes of Ed25519 in Base64", TrustAnchorConfig::checkKey);
    static final ValueKind<String> ASNS_KIND = kind(ASNS_START, "the ASNs it may speak of: asns= and numbers and ranges such as 64496-64511,70000, or all",
            TrustAnchorConfig::checkAsns);

    private interface Check {
        void check(String value);
    }

    public TrustAnchorConfig {
        checkRir(rir);
        checkKey(key);
        checkAsns(asns);
    }

    /** The words of the line, which are also the text form of an anchor. */
    public String words() {
        return RIR_START + rir + " " + KEY_START + key + " " + ASNS_START + asns;
    }

    private static ValueKind<String> kind(String start, String description, Check check) {
        return new ValueKind<>(String.class, description, word -> {
            if (!word.startsWith(start)) {
                throw new IllegalArgumentException("does not start with " + start);
            }
            check.check(word.substring(start.length()));
            return word.substring(start.length());
        });
    }

    private static void checkRir(String rir) {
        if (!RIR.matcher(rir).matches()) {
            throw new IllegalArgumentException("not a registry's name");
        }
    }

    private static void checkKey(String key) {
        int length;
        try {
            length = Base64.getDecoder().decode(key).length;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not Base64", e);
        }
        if (length != KEY_LENGTH_BYTES) {
            throw new IllegalArgumentException(length + " bytes are no Ed25519 key, which has " + KEY_LENGTH_BYTES);
        }
    }

    private static void checkAsns(String asns) {
        if (asns.equals(ALL)) {
            return;
        }
        String[] ranges = asns.split(",", -1);
        if (ranges.length > MAX_RANGES) {
            throw new IllegalArgumentException(ranges.length + " ranges are above the " + MAX_RANGES + " that an anchor may have");
        }
        for (String range : ranges) {
            String[] ends = range.split("-", -1);
            if (ends.length > 2 || number(ends[0]) > number(ends[ends.length - 1])) {
                throw new IllegalArgumentException("'" + range + "' is neither a number nor a range");
            }
        }
    }

    private static long number(String text) {
        if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9') || Long.parseLong(text) > RouterConfig.MAX_ASN) {
            throw new IllegalArgumentException("'" + text + "' is no ASN from 0 to " + RouterConfig.MAX_ASN);
        }
        return Long.parseLong(text);
    }
}
