// Runs before each test file of this project: which engine the file is about. Each connection is to another node.
process.env.LANTOA_TEST_ENGINE = 'mariadb';
process.env.LANTOA_TEST_MARIADB_URL = process.env.LANTOA_TEST_TURNS_URL;
process.env.LANTOA_TEST_NODE_URLS = process.env.LANTOA_TEST_GALERA_URLS;
