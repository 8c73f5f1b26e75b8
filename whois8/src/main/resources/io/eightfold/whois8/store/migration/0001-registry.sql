-- SPDX-License-Identifier: Apache-2.0
-- The tables of an authority. Times end in _s (seconds since 1970); ASNs and addresses are unsigned numbers.

CREATE TABLE IF NOT EXISTS data_set (
    rir VARCHAR(16) PRIMARY KEY,
    anchor VARCHAR(65536) NOT NULL,
    serial BIGINT NOT NULL,
    head ${bytes} NOT NULL
);

CREATE TABLE IF NOT EXISTS key_list (
    rir VARCHAR(16) NOT NULL REFERENCES data_set (rir),
    version BIGINT NOT NULL,
    list ${bytes} NOT NULL,
    PRIMARY KEY (rir, version)
);

CREATE TABLE IF NOT EXISTS asn_record (
    rir VARCHAR(16) NOT NULL REFERENCES data_set (rir),
    asn BIGINT NOT NULL,
    handle VARCHAR(32) NOT NULL,
    holder VARCHAR(120) NOT NULL,
    country VARCHAR(2) NOT NULL,
    endpoint BIGINT NOT NULL,
    status SMALLINT NOT NULL,
    expiry_s BIGINT NOT NULL,
    changed_s BIGINT NOT NULL,
    PRIMARY KEY (rir, asn)
);

CREATE TABLE IF NOT EXISTS route_record (
    rir VARCHAR(16) NOT NULL,
    asn BIGINT NOT NULL,
    host BIGINT NOT NULL,
    host_length SMALLINT NOT NULL,
    max_length SMALLINT NOT NULL,
    status SMALLINT NOT NULL,
    expiry_s BIGINT NOT NULL,
    changed_s BIGINT NOT NULL,
    PRIMARY KEY (rir, asn, host, host_length),
    FOREIGN KEY (rir, asn) REFERENCES asn_record (rir, asn)
);

CREATE TABLE IF NOT EXISTS delta (
    rir VARCHAR(16) NOT NULL REFERENCES data_set (rir),
    serial BIGINT NOT NULL,
    delta_bytes ${bytes} NOT NULL,
    PRIMARY KEY (rir, serial)
);

CREATE TABLE IF NOT EXISTS audit (
    id BIGINT PRIMARY KEY,
    at_s BIGINT NOT NULL,
    actor VARCHAR(64) NOT NULL,
    client VARCHAR(64) NOT NULL,
    action VARCHAR(32) NOT NULL,
    subject VARCHAR(128) NOT NULL,
    rir VARCHAR(16),
    serial BIGINT,
    before_json VARCHAR(4096),
    after_json VARCHAR(4096)
);

CREATE INDEX IF NOT EXISTS audit_subject ON audit (subject, id);

CREATE TABLE IF NOT EXISTS api_token (
    name VARCHAR(64) PRIMARY KEY,
    sha256 VARCHAR(64) NOT NULL UNIQUE,
    access VARCHAR(16) NOT NULL,
    created_s BIGINT NOT NULL,
    revoked_s BIGINT
);
