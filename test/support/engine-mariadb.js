// Runs before each test file of this project: which engine the file is about.
process.env.LANTOA_TEST_ENGINE = 'mariadb';
export {};
