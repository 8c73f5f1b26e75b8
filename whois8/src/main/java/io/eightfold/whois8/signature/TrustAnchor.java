// SPDX-License-Identifier: Apache-2.0
// Whom a reader believes.
package io.eightfold.whois8.signature;

import io.eightfold.whois8.record.Names;
import io.eightfold.whois8.record.RecordException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The public key of an RIR, which the operator got by a way he trusts. A RIR may have two while it changes keys. Thread: any; immutable.
 *
 * @param rir  whose data sets it vouches for
 * @param key  signs the {@link KeyList}s of the RIR
 * @param asns those it may speak of; a record of another is refused
 */
public record TrustAnchor(String rir, VerifyKey key, AsnRanges asns) {
    public TrustAnchor {
        try {
            Names.requireRir(rir);
        } catch (final RecordException e) {
            throw new FormatException(e.getMessage(), e);
        }
    }

    public KeyId id() {
        return key.id();
    }

    /**
     * Reads one line, as {@link #toString} writes it: {@code rir=lab key=BASE64 asns=64496-64511}; without {@code asns} all.
     *
     * @throws FormatException naming the part that is wrong
     */
    public static TrustAnchor parse(final String line) {
        final Map<String, String> words = new LinkedHashMap<>();
        for (final String word : line.strip().split("\\s+")) {
            final int equals = word.indexOf('=');
            final String name = equals < 0 ? word : word.substring(0, equals);
            if (equals < 0 || !(name.equals("rir") || name.equals("key") || name.equals("asns")) || words.put(name, word.substring(equals + 1)) != null) {
                throw new FormatException("'" + word + "' in a trust anchor; expected rir=NAME key=BASE64 and perhaps asns=64496-64511, each once");
            }
        }
        if (!words.containsKey("rir") || !words.containsKey("key")) {
            throw new FormatException("trust anchor without " + (words.containsKey("rir") ? "key=BASE64" : "rir=NAME"));
        }
        return new TrustAnchor(words.get("rir"), VerifyKey.parse(words.get("key")), AsnRanges.parse(words.getOrDefault("asns", "all")));
    }

    /** One line for a configuration. */
    @Override
    public String toString() {
        return "rir=" + rir + " key=" + key + (asns.equals(AsnRanges.ALL) ? "" : " asns=" + asns);
    }
}
