// SPDX-License-Identifier: Apache-2.0
// Administration of a registry, whatever carries it.
package io.eightfold.whois8.registry;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.Optional;
import java.util.Set;

/**
 * What administrators may ask of a registry. A transport authenticates first, then hands over requests; it needs to know no verb.
 *
 * <p>Over HTTP: {@code POST /admin/v1/VERB} with the request object as its body is {@link #handle}, {@code POST /admin/v1/import?rir=RIR} with JSON lines as
 * its body is {@link #importRecords}, {@code GET /admin/v1/export?rir=RIR} answers with JSON lines by {@link #exportRecords}.
 * <p>Thread: any; changes wait for each other.
 */
public interface AdminService {
    /** Longest token that {@link #authenticate} looks at, in characters. */
    int MAX_TOKEN_LENGTH = 128;
    /** Most records of one import. */
    int MAX_IMPORT_RECORDS = 2_000_000;
    /** Longest line of an import, in characters. */
    int MAX_LINE_LENGTH = 4096;

    /**
     * Who a token belongs to; empty for one that is unknown, revoked or too long. Takes the same time for all of them.
     *
     * @param client address of the asker as text, for the audit log
     */
    Optional<AdminCaller> authenticate(String token, String client);

    /** Verbs that {@link #handle} knows, such as {@code asn-add}. */
    Set<String> verbs();

    /**
     * Does what is asked.
     *
     * @param request fields of the verb; unknown ones are refused
     * @return the answer; an object for every verb
     * @throws AdminException with what is wrong; nothing was changed then
     */
    JsonObject handle(AdminCaller caller, String verb, JsonObject request) throws AdminException;

    /**
     * Takes records in, one JSON object a line, all of them or none, with one serial. Reads to the end and does not close.
     *
     * @return {@code {"rir", "serial", "added", "changed", "unchanged"}}
     * @throws AdminException for bad lines with all of them (up to a bound) in {@link AdminException#problems}
     * @throws IOException    when the lines cannot be read; nothing was changed then
     */
    JsonObject importRecords(AdminCaller caller, String rir, Reader lines) throws AdminException, IOException;

    /**
     * Writes all records of a registry in the form that an import reads, in the order of their keys. Flushes and does not close.
     *
     * @throws AdminException before anything is written
     */
    void exportRecords(AdminCaller caller, String rir, Writer lines) throws AdminException, IOException;
}
