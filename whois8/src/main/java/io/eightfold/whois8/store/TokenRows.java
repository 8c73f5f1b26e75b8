// SPDX-License-Identifier: Apache-2.0
// Tokens as rows.
package io.eightfold.whois8.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** Thread: that of the connection. */
final class TokenRows {
    private TokenRows() {
    }

    static List<ApiToken> all(final Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT name, sha256, access, created_s, revoked_s FROM api_token ORDER BY name");
             ResultSet result = statement.executeQuery()) {
            final List<ApiToken> tokens = new ArrayList<>();
            while (result.next()) {
                tokens.add(new ApiToken(result.getString(1), result.getString(2), result.getString(3), result.getLong(4), result.getObject(5, Long.class)));
            }
            return tokens;
        }
    }

    static void add(final Connection connection, final ApiToken token) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO api_token (name, sha256, access, created_s, revoked_s) VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, token.name());
            insert.setString(2, token.sha256());
            insert.setString(3, token.role());
            insert.setLong(4, token.createdS());
            insert.setObject(5, token.revokedS(), Types.BIGINT);
            insert.executeUpdate();
        }
    }

    static boolean revoke(final Connection connection, final String name, final long nowS) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE api_token SET revoked_s = ? WHERE name = ? AND revoked_s IS NULL")) {
            update.setLong(1, nowS);
            update.setString(2, name);
            return update.executeUpdate() == 1;
        }
    }
}
