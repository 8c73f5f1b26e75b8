// SPDX-License-Identifier: Apache-2.0
// The values of whois8 lines: servers, trust anchors and files.
package io.eightfold.controlplane.config;

import io.eightfold.whois8.record.Names;
import io.eightfold.whois8.record.RecordException;
import io.eightfold.whois8.signature.AsnRanges;
import io.eightfold.whois8.signature.FormatException;
import io.eightfold.whois8.signature.VerifyKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The values of whois8 lines: servers, trust anchors and files. */
final class Whois8Words {
    static final String WHOIS8 = "whois8";
    private static final int MAX_URL_LENGTH = 255;

    static final ValueKind<URI> SERVER = new ValueKind<>(URI.class, "a URL such as http://registry.example:8343", Whois8Words::server);
    static final ValueKind<String> RIR = new ValueKind<>(String.class, "the registry's name: rir= and a name such as lab",
            word -> anchored("rir=", word, rir -> {
                Names.requireRir(rir);
                return rir;
            }));
    static final ValueKind<VerifyKey> KEY = new ValueKind<>(VerifyKey.class, "the registry's public key: key= and 32 bytes of Ed25519 in Base64",
            word -> anchored("key=", word, VerifyKey::parse));
    static final ValueKind<AsnRanges> ASNS = new ValueKind<>(AsnRanges.class, "the ASNs it may speak of, else all: asns= and numbers and ranges such as 64496-64511,70000",
            word -> anchored("asns=", word, AsnRanges::parse));

    private Whois8Words() {
    }

    /** A file with its whole path. */
    static ValueKind<Path> file(final String example) {
        return new ValueKind<>(Path.class, "a file with its whole path such as " + example, Whois8Words::read);
    }

    private static <T> T anchored(String start, String word, ValueKind.Reader<T> reader) {
        if (!word.startsWith(start)) {
            throw new IllegalArgumentException("does not start with " + start);
        }
        try {
            return reader.read(word.substring(start.length()));
        } catch (FormatException | RecordException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static URI server(String word) {
        URI url;
        try {
            url = new URI(word);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URL: " + e.getReason(), e);
        }
        if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
            throw new IllegalArgumentException("does not start with http:// or https://");
        }
        if (url.getHost() == null) {
            throw new IllegalArgumentException("names no host");
        }
        if (url.getUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
            throw new IllegalArgumentException("has a user, a question mark or a '#' where only host, port and path may be");
        }
        if (word.length() > MAX_URL_LENGTH) {
            throw new IllegalArgumentException(word.length() + " characters are above the " + MAX_URL_LENGTH + " of a URL here");
        }
        return url;
    }

    private static Path read(String word) {
        try {
            Path file = Path.of(word);
            if (!file.isAbsolute()) {
                throw new IllegalArgumentException("not a whole path from / on");
            }
            return file;
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a path: " + e.getReason(), e);
        }
    }
}
